import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The axes of losses") struct LossAxisTests {
  /// A problem for each list of medians, of two optimizers with batches of those sizes.
  private func panels(
    _ losses: [[Double]], batches: [Int] = [32, 32]
  ) -> [FigureLayout.Panel] {
    let summary = losses.enumerated().flatMap { problem, medians in
      batches.enumerated().flatMap { optimizer, batch in
        medians.enumerated().map { place, median in
          SummaryRow(
            problem: problem, optimizer: optimizer, network: "model", networkPlace: 0,
            step: 10 * place, epoch: nil, examples: nil, gradientEvaluations: 10 * place * batch,
            seconds: 0, seeds: 1, diverged: 0,
            values: [
              .evalLoss: Spread(
                median: median * (1 + Double(optimizer) / 20), low: median, high: median)
            ])
        }
      }
    }
    let context = MadeRun.context(
      [], optimizers: ["Adam", "SGD"], seeds: 1,
      problems: losses.indices.map { MadeRun.sine(name: "\($0)") }, summary: summary)
    return Convergence.script(context).layout.panels
  }

  @Test(
    "are in equal factors of all problems where one spans ten times, unless some loss is below 0",
    arguments: [
      ([[1, 0.5, 0.3], [1, 0.2, 0.05]], true), ([[1, 0.5, 0.3], [1, 0.2, 0.15]], false),
      ([[1, 0.5, -0.3], [1, 0.2, 0.05]], false), ([[5, 0.4]], true),
    ] as [([[Double]], Bool)])
  func factors(losses: [[Double]], isLogarithmic: Bool) {
    let panels = panels(losses)
    #expect(panels.count == losses.count)
    #expect(panels.allSatisfy { $0.vertical.isLogarithmic == isLogarithmic })
  }

  @Test("are two where a step does not cost all of them the same, and else one")
  func sides() {
    #expect(panels([[1, 0.5]]).map(\.horizontal.label) == ["step"])
    #expect(
      panels([[1, 0.5]], batches: [32, 256]).map(\.horizontal.label)
        == ["step", "gradient evaluations, one per example"])
  }

  @Test("of equal factors have a place for the start")
  func start() throws {
    let short = panels([[1, 0.5]], batches: [1, 1000])
    let axis = try #require(short.last?.horizontal)
    #expect(axis.isLogarithmic && axis.low < 10 && axis.high == 10_000)
    let script = Convergence.script(SmallContext.context).text
    #expect(!script.contains("xtics add"))
    var context = SmallContext.context
    context.summary = context.summary.map { row in
      var row = row
      if row.optimizer == 0 { row.step *= 100 }
      return row
    }
    #expect(Convergence.script(context).text.contains("set xtics add (\"0\" "))
  }

  @Test("say whose lines lie on each other")
  func equals() {
    var context = SmallContext.context
    context.problems = [SmallContext.regression]
    context.summary = context.summary.filter { $0.problem == 0 }.map { row in
      var row = row
      if row.optimizer == 2 { row.values[.evalLoss] = Spread(median: 2, low: 1, high: 3) }
      if row.optimizer == 0 { row.values[.evalLoss] = Spread(median: 2.001, low: 1, high: 3) }
      return row
    }
    #expect(Convergence.script(context).text.contains("'nearly on one line: GD and Adam, slow'"))
  }
}
