import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Testing

@Suite("A running median") struct SmoothingTests {
  @Test("leaves a short curve as it is")
  func short() {
    let values = (0..<23).map { $0 % 2 == 0 ? 1.0 : nil }
    #expect(Smoothing.medians(values) == values)
  }

  @Test("takes a stroke out, also at the end, keeps a step where it is, and the start")
  func strokes() {
    var values: [Double?] = (0..<48).map { $0 < 20 ? 1 : 2 }
    let calm = values
    (values[7], values[30]) = (100, -100)
    #expect(Smoothing.medians(values) == calm)
    values[0] = 50
    values[47] = 60
    #expect(Smoothing.medians(values)[0] == 50 && Smoothing.medians(values)[47] == 2)
  }

  @Test("knows nothing where nothing is known")
  func gaps() {
    var values: [Double?] = (0..<48).map { Double($0) }
    values[10] = nil
    let medians = Smoothing.medians(values)
    #expect(medians[10] == nil)
    #expect(medians[11] == 11.5)
  }

  /// Of a trial whose batches jump and whose losses do not.
  private func rows(_ count: Int) -> [SummaryRow] {
    (0..<count).map { step in
      let jump = step % 10 == 5 ? 9.0 : 1
      return SummaryRow(
        problem: 0, optimizer: 0, network: "model", networkPlace: 0, step: step, epoch: nil,
        examples: nil, gradientEvaluations: step, seconds: 0, seeds: 3, diverged: 0,
        values: [
          .evalLoss: Spread(median: jump, low: jump, high: jump),
          .gradientFlow: Spread(median: jump, low: jump / 2, high: 2 * jump),
          .loss: Spread(median: jump, low: jump, high: jump),
        ])
    }
  }

  @Test("is told of in the caption where a curve is long enough", arguments: [23, 24])
  func caption(count: Int) {
    let context = MadeRun.context(
      [], seeds: 1, problems: [MadeRun.sine()], summary: rows(count))
    for figure in [Gradients.self, UpdateRatios.self, UpdateCosines.self] as [any Figure.Type] {
      #expect(figure.caption(context).contains("running medians") == (count == 24))
    }
    #expect(!DeadUnits.caption(context).contains("running medians"))
    // Of losses over all data none is smoothed, of a GAN's all are.
    #expect(!Convergence.caption(context).contains("running medians"))
    var game = MadeRun.sine()
    game.traits.hasComparableLoss = false
    let ofGame = MadeRun.context([], seeds: 1, problems: [game], summary: rows(count))
    #expect(
      Convergence.caption(ofGame).contains("losses are running medians") == (count == 24))
  }

  @Test("is drawn of what single batches decide, where chance plays, and of nothing else")
  func noisy() {
    let rows = rows(100)
    let drawn = Thinning.drawn(rows)
    #expect(drawn.map { $0.values[.evalLoss] } == rows.map { $0.values[.evalLoss] })
    #expect(
      drawn.allSatisfy { $0.values[.gradientFlow] == Spread(median: 1, low: 0.5, high: 2) })
    #expect(drawn.allSatisfy { $0.values[.loss]?.median == 1 })
    #expect(Thinning.drawn(rows, exact: [0]) == rows)
  }
}
