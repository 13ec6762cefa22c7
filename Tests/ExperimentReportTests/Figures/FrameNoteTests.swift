import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A frame that does not hold all")
struct FrameNoteTests {
  /// A GAN of Adams, whose losses stay at 1, and of SGDs.
  private func context(
    median: Double, high: Double, seeds: Int, adams: [String] = ["Adam"], others: [String] = ["SGD"]
  ) -> RunOverview {
    var context = SmallContext.context
    context.problems = [SmallContext.gan]
    context.optimizers =
      adams.map { RunOverview.Optimizer(name: $0, kind: "adam") }
      + others.map { RunOverview.Optimizer(name: $0, kind: "sgd") }
    context.seedCount = seeds
    (context.layerSummary, context.layerSeedRows) = ([], [])
    (context.trials, context.rateRows) = ([], [])
    context.summary = context.optimizers.indices.flatMap { optimizer in
      ["discriminator", "generator"].flatMap { network in
        (1...9).map { step in
          let isCalm = optimizer < adams.count || step < 5
          let (middle, top) = isCalm ? (0.1 * Double(step), 1) : (median, high)
          let low = middle / 2
          var row = SummaryRow(
            problem: 0, optimizer: optimizer, network: network, networkPlace: 0, step: step,
            epoch: nil, examples: nil, gradientEvaluations: step, seconds: 0, seeds: seeds,
            diverged: 0,
            values: [.loss: Spread(median: middle, low: low, high: top)])
          row.quantiles[.loss] = Quantiles(
            all: [low, middle, middle, top], outer: [low, top])
          return row
        }
      }
    }
    context.seedRows = context.summary.map { row in
      SeedRow(
        row: row, seed: 0, isOfPowers: false, place: row.step,
        values: row.values.mapValues(\.high))
    }
    if seeds > Summary.dotLimit { context.recorded = (context.summary, []) }
    return context
  }

  @Test(
    "names whose curves, and whose dots or bands leave it",
    arguments: [
      (1.0, 1.0, 3, nil),
      (1.0, 1.1, 3, nil),
      (1.0, 60.0, 3, "dots leave the frame: SGD"),
      (1.0, 60.0, 11, "the band leaves the frame: SGD"),
      (900.0, 1000.0, 3, "leaves the frame: SGD"),
    ] as [(Double, Double, Int, String?)],
    ["convergence", "gan_scores"])
  func notes(_ row: (median: Double, high: Double, seeds: Int, note: String?), figure: String)
    throws
  {
    let context = context(median: row.median, high: row.high, seeds: row.seeds)
    let script = try #require(FigureCatalog.scripts(named: [figure], for: context).first).text
    let notes = script.split(separator: "\n")
      .filter { $0.contains("set label") && $0.contains("the frame") }
    #expect(notes.isEmpty == (row.note == nil), "\(notes)")
    if let note = row.note {
      #expect(notes.allSatisfy { $0.contains("set label '\(note)' ") }, "\(notes)")
    }
  }
}
