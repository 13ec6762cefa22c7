import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A figure's legend") struct LegendOrderTests {
  /// Adam diverges; the last one ends lowest.
  private let runs = [
    MadeRun.run(0, status: .diverged, divergedAt: 5, [(0, 2)]),
    MadeRun.run(1, [(0, 2), (9, 0.5)]), MadeRun.run(2, [(0, 2), (9, 0.1)]),
  ]

  private func order(_ problems: [RunOverview.Problem]) -> [Int?] {
    Convergence.script(MadeRun.context(runs, seeds: 1, problems: problems)).layout.samples
      .map(\.optimizer)
  }

  @Test(
    "is in the order of the result where there is one problem, in the spec's where there are more")
  func isInOrder() {
    let sine = MadeRun.sine()
    #expect(order([sine]) == [2, 1, 0])
    #expect(order([sine, MadeRun.sine(name: "cosine")]) == [0, 1, 2])
  }

  @Test("is in the spec's order where nothing is ranked")
  func unranked() {
    var game = MadeRun.sine()
    game.traits = TaskTraits(comparedNetwork: 0, hasComparableLoss: false)
    #expect(order([game]) == [0, 1, 2])
  }

  @Test("has its samples apart from the names before them, however wide their letters are")
  func isApart() throws {
    for letter in ["W", "i", "a"] {
      var context = MadeRun.context(runs, seeds: 1, problems: [MadeRun.sine()])
      for place in context.optimizers.indices {
        context.optimizers[place].name = String(repeating: letter, count: 24 + place)
      }
      let samples = Convergence.script(context).layout.samples
      try #require(samples.count >= 3)
      for (sample, next) in zip(samples, samples.dropFirst()) where sample.y == next.y {
        // A W of DejaVu Sans is 0.99 of the letters' size wide, which is 12.
        let end = sample.x + sample.width + 10 + (letter == "W" ? 0.99 * 12 * 26 : 0)
        #expect(next.x > end, "\(samples)")
      }
    }
  }
}
