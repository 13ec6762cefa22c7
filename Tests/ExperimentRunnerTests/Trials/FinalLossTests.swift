import ExperimentRunner
import OptimizerLab
import Testing

@Suite("What a trial ended with, of single batches")
struct FinalLossTests {
  private func final(_ steps: [Int], _ loss: (Int) -> Double) -> Double? {
    var result = TrialResult(status: .finished)
    for step in steps {
      for network in [0, 1] {
        result.curves.append([
          .network: Double(network), .step: Double(step), .loss: loss(step) + Double(network),
        ])
      }
    }
    return Measure.loss(TaskTraits(hasComparableLoss: false), network: 0).final(of: result)
  }

  @Test("is the mean over the last tenth of the rows, however the steps before were recorded")
  func tail() {
    let even = RecordedSteps(stepCount: 1_000, every: 10).all
    #expect(final(even) { Double($0) } == 950)
    #expect(final([0]) { _ in 3 } == 3 && final([]) { _ in 3 } == nil)
    // 240 rows, of which 130 or so are 500 steps apart; half of the rest would be a fifth of the way.
    let long = RecordedSteps(stepCount: 61_440, every: 10, points: 320).all
    let share = final(long) { $0 > 55_000 ? 1 : 0 }
    #expect(share == 1)
    let mean = final(long) { Double($0) } ?? 0
    #expect(abs(mean - 61_440 * 0.95) < 500)
  }
}
