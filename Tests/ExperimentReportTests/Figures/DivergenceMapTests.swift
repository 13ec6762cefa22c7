import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("The map of divergence") struct DivergenceMapTests {
  /// Under 0.01 all finish, under 0.1 the second of two seeds diverges at step 40, under 1 both at step 3.
  static func context(deaths: [[Int?]] = [[nil, nil], [nil, 40], [3, 3]]) -> RunOverview {
    let rates = [0.01, 0.1, 1]
    let runs = deaths.enumerated().flatMap { place, own in
      own.enumerated().map { seed, step in
        var run = MadeRun.run(
          0, seed: seed + 7, status: step == nil ? .finished : .diverged, divergedAt: step,
          [(0, 1)] + (step == nil ? [(50, 0.5)] : []))
        run.learningRate = rates[place]
        return run
      }
    }
    var problem = MadeRun.sine()
    problem.isSwept = true
    var context = MadeRun.context(runs, optimizers: ["SGD"], seeds: 2, problems: [problem])
    context.rateRows = deaths.enumerated().map { place, own in
      let diverged = own.count { $0 != nil }
      return RateRow(
        problem: 0, optimizer: 0, network: "model", rate: rates[place], seeds: 2,
        finished: 2 - diverged, diverged: diverged, isCompared: place == 0,
        finalLoss: Spread(median: 0.5, low: 0.5, high: 0.5), bestLoss: nil)
    }
    return context
  }

  @Test("has a cell a trial, from the middle between two rates to the next")
  func cells() {
    let rows = Self.context().divergenceRows
    #expect(rows.map(\.seedPlace) == [0, 1, 0, 1, 0, 1] && rows.map(\.seed) == [7, 8, 7, 8, 7, 8])
    #expect(rows.map(\.divergedAt) == [nil, nil, nil, 40, 3, 3])
    let third = 10.0.squareRoot()
    for (row, rate) in zip(rows, [0.01, 0.01, 0.1, 0.1, 1, 1]) {
      #expect(abs(row.cell.lowerBound * third / rate - 1) < 1e-12)
      #expect(abs(row.cell.upperBound / third / rate - 1) < 1e-12)
    }
  }

  @Test("tells the first and the last death, and where the seed decides")
  func caption() {
    #expect(
      EqualRuns.body(DivergenceMap.self, Self.context())
        == "3 trials diverged, the first at step 3 (SGD at 1), the last at step 40 (SGD at 0.1). It "
        + "depends on the seed under SGD 0.1 (1 of 2).")
    #expect(
      EqualRuns.body(DivergenceMap.self, Self.context(deaths: [[nil, nil], [4, 4], [4, 4]]))
        == "4 trials diverged, all at step 4. Under each rate all seeds diverged, or none did.")
  }

  @Test("is not there where nothing diverged")
  func applies() {
    #expect(DivergenceMap.applies(to: Self.context()))
    #expect(
      !DivergenceMap.applies(to: Self.context(deaths: [[nil, nil], [nil, nil], [nil, nil]])))
  }

  @Test(
    "and that of problems are drawn without a complaint, and name each column that they lack",
    .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"),
    arguments: [
      (
        "divergence_map", "divergence_map.csv",
        ["problem_index", "optimizer_index", "lr_low", "lr_high", "seed_index", "diverged_at"]
      ),
      (
        "problems", "problems.csv",
        ["problem_index", "optimizer_index", "diverged", "final_loss", "final_loss_median"]
      ),
    ])
  func drawn(_ figure: String, _ file: String, _ columns: [String]) throws {
    var context = Self.context()
    if figure == "problems" {
      context = SmallContext.context
      context.problems = [context.problems[0], context.problems[0]]
      context.problems[1].name = "again"
      context.comparesProblems = true
      context.summary = context.summary.filter { $0.problem == 0 }
      context.summary += context.summary.map { row in
        var other = row
        other.problem = 1
        return other
      }
      context.trials = context.trials.filter { $0.problem == 0 }
      context.trials += context.trials.map { run in
        var other = run
        other.problem = 1
        return other
      }
    }
    let folder = try FigureFolder(SampleFiles(context: context))
    let whole = try folder.text(file)
    let run = try GnuplotRun(["-c", "\(figure).gp", "svg", "drawn.svg"], in: folder.url)
    #expect(run.status == 0 && run.printed == "", "\(run.printed)")
    for column in columns {
      let header = whole.prefix { $0 != "\n" }.split(separator: ",").map {
        $0 == column ? "other" : String($0)
      }
      try folder.write(header.joined(separator: ",") + whole.drop { $0 != "\n" }, to: file)
      let lacking = try GnuplotRun(["-c", "\(figure).gp", "svg", "drawn.svg"], in: folder.url)
      #expect(lacking.status != 0)
      #expect(
        lacking.printed.contains("\(file) has no rows, or no column \(column)"),
        "\(lacking.printed)")
    }
  }
}
