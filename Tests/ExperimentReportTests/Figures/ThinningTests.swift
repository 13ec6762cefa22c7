import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("A summary thinned for drawing")
struct ThinningTests {
  /// A noisy curve of two optimizers, every step recorded.
  private func rows(
    _ count: Int, of network: String = "model", at place: Int = 0
  ) -> [SummaryRow] {
    (0..<2).flatMap { optimizer in
      (0..<count).map { step in
        let noise = Double(step * 7919 % 101) / 101
        let median = 1 / Double(step + 1) + noise
        return SummaryRow(
          problem: 0, optimizer: optimizer, network: network, networkPlace: place, step: step,
          epoch: nil, examples: nil, gradientEvaluations: step, seconds: 0, seeds: 3, diverged: 0,
          values: [.loss: Spread(median: median, low: median - noise, high: median + noise)])
      }
    }
  }

  @Test("is left as it is while it can be drawn")
  func short() {
    let rows = rows(Thinning.limit)
    #expect(Thinning.thinned(rows) == rows)
  }

  @Test("keeps the curves of two networks apart, whatever they are called")
  func networks() {
    let (first, second) = (rows(2000, of: "student", at: 0), rows(2000, of: "teacher", at: 1))
    let thinned = Thinning.thinned(zip(first, second).flatMap { [$0, $1] })
    for own in [first, second] {
      #expect(
        thinned.filter { $0.networkPlace == own[0].networkPlace } == Thinning.thinned(own))
    }
  }

  @Test(
    "keeps both ends, the first steps and the order, and has the means of medians and ranges",
    arguments: [2000, 50_000])
  func long(_ count: Int) throws {
    let rows = rows(count)
    let thinned = Thinning.thinned(rows)
    for optimizer in 0..<2 {
      let before = rows.filter { $0.optimizer == optimizer }
      let after = thinned.filter { $0.optimizer == optimizer }
      #expect(after.count <= Thinning.limit + 2 && after.count > Thinning.limit / 4)
      #expect(after.first == before.first && after.last?.step == before.last?.step)
      #expect(Array(after.prefix(10)) == Array(before.prefix(10)))
      #expect(zip(after, after.dropFirst()).allSatisfy { $0.step < $1.step })
      // The noise is 0.5 on average, and below the median as above it.
      let middle = try #require(after.last?.values[.loss])
      #expect((0.4...0.6).contains(middle.median), "a mean of many, not one: \(middle)")
      #expect(middle.low.magnitude < 0.1 && (0.8...1.1).contains(middle.high), "\(middle)")
    }
  }

  @Test("is what the figures then read, and the script says where all rows are")
  func scripts() {
    var context = SmallContext.context
    context.recorded = (context.summary, context.layerSummary)
    for script in FigureCatalog.scripts(named: FigureFolder.allNames, for: context) {
      #expect(!script.text.contains("folder . 'summary.csv'"))
      #expect(!script.text.contains("folder . 'layer_summary.csv'"))
      #expect(
        !script.values.isEmpty
          || [
            "time_to_target", "lr_sensitivity", "tuning", "paths", "pictures", "unit_life",
            "histograms", "interpolation", "performance_profile", "ranks", "improvement",
          ].contains(script.name)
      )
    }
  }
}
