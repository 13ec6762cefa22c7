import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("The figure of theory") struct TheoryTests {
  /// GD at 0.01 and 0.03 with a line at 0.02, and Adam, of which nothing is known.
  static func context() -> RunOverview {
    let walks = [walk(0.01, isCompared: true, 0.81), walk(0.03, isCompared: false, 1.21)]
    var problem = MadeRun.sine(name: "bowl")
    problem.traits = TaskTraits(hasExamples: false, referenceLoss: 0)
    problem.hasTheory = true
    problem.isSwept = true
    var runs = [MadeRun.run(0, seed: 0, [(0, 50), (20, 0.7)])]
    runs.append(MadeRun.run(0, seed: 0, [(0, 50), (20, 0.7)]))
    (runs[0].learningRate, runs[1].learningRate) = (0.01, 0.03)
    runs.append(MadeRun.run(1, seed: 0, [(0, 50), (20, 0.9)]))
    let factors: [(rate: Double, factor: Double)] = (1...40).map { (place: Int) in
      let root = 1 - 0.1 * Double(place)
      return (0.001 * Double(place), root * root)
    }
    var context = MadeRun.context(
      runs, optimizers: ["GD", "Adam"], seeds: 1, problems: [problem])
    context.compared = [0, 2]
    context.theoryRows = [
      TheoryRow(
        problem: 0, optimizer: 0, largestStableRate: 0.02, walks: walks,
        factors: factors)
    ]
    context.rateRows = [0.01, 0.03].enumerated().map { place, rate in
      RateRow(
        problem: 0, optimizer: 0, network: "model", rate: rate, seeds: 1, finished: 1, diverged: 0,
        isCompared: place == 0, finalLoss: Spread(median: 0.5, low: 0.5, high: 0.5), bestLoss: nil)
    }
    return context
  }

  @Test(
    "tells the largest stable rate, what was predicted and measured, how far apart, and of whom nothing"
  )
  func caption() {
    #expect(
      EqualRuns.body(Theory.self, Self.context())
        == "The largest stable learning rate is 0.02 for GD. At the rates that other figures compare, the "
        + "value is predicted to be multiplied at each step, in the end, by 0.81 under GD at 0.01 "
        + "(0.8112); in parentheses is what was measured. Over all walks the values are off the "
        + "predicted ones by at most 0.001 of these. Nothing is predicted of Adam, whose updates are "
        + "not linear.")
  }

  private static func walk(_ rate: Double, isCompared: Bool, _ factor: Double) -> TheoryRow.Walk {
    var points: [TheoryRow.Point] = []
    var predicted = 50.0
    for step in 0...20 {
      let value = step == 20 ? 1.001 * predicted : predicted
      points.append(TheoryRow.Point(step: step, value: value, predicted: predicted))
      predicted *= factor
    }
    return TheoryRow.Walk(
      rate: rate, isCompared: isCompared, factor: factor, measured: factor + 0.0012,
      points: points)
  }

  @Test("numbers ones, twos and fives where its learning rates hold fewer than two powers of ten")
  func rateTicks() {
    func ticks(from first: Int) -> String {
      var context = Self.context()
      context.theoryRows[0].factors.removeFirst(first)
      let lines = Theory.script(context).text.split(separator: "\n")
      return lines.first { $0.hasPrefix("set xtics nomirror") }.map(String.init) ?? ""
    }
    #expect(ticks(from: 0) == "set xtics nomirror autofreq")
    #expect(ticks(from: 1) == "set xtics nomirror (0.002, 0.005, 0.01, 0.02)")
    #expect(ticks(from: 14) == "set xtics nomirror (0.02, 0.03, 0.04)")
  }

  @Test("is not there where nothing is known")
  func applies() {
    var context = Self.context()
    #expect(Theory.applies(to: context))
    context.problems[0].hasTheory = false
    #expect(!Theory.applies(to: context))
  }

  @Test("has its lines in the figures of convergence and of learning rates, which say so")
  func others() {
    let context = Self.context()
    #expect(
      Convergence.caption(context).contains(
        "decide the value after any number of steps of GD."))
    #expect(
      LearningRateSensitivity.caption(context).contains(
        "A vertical line is the largest stable learning rate"))
    let script = LearningRateSensitivity.script(context).text
    #expect(script.contains("set arrow from 0.02, graph 0 to 0.02, graph 1"))
    var without = context
    without.theoryRows = []
    without.problems[0].hasTheory = false
    #expect(!LearningRateSensitivity.script(without).text.contains("set arrow from 0.02"))
    #expect(!LearningRateSensitivity.caption(without).contains("vertical line"))
    #expect(!Convergence.script(without).text.contains("$predicted"))
  }

  @Test(
    "is drawn without a complaint, and names each column that it lacks",
    .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"),
    arguments: [
      (
        "theory.csv", ["problem_index", "optimizer_index", "walk", "step", "value", "predicted"]
      ),
      (
        "theory_rates.csv",
        [
          "problem_index", "optimizer_index", "lr", "is_walk", "predicted_factor",
          "measured_factor",
        ]
      ),
    ])
  func drawn(_ file: String, _ columns: [String]) throws {
    let folder = try FigureFolder(SampleFiles(context: Self.context()))
    let whole = try folder.text(file)
    let run = try GnuplotRun(["-c", "theory.gp", "svg", "drawn.svg"], in: folder.url)
    #expect(run.status == 0 && run.printed == "", "\(run.printed)")
    for column in columns {
      let header = whole.prefix { $0 != "\n" }.split(separator: ",").map {
        $0 == column ? "other" : String($0)
      }
      try folder.write(header.joined(separator: ",") + whole.drop { $0 != "\n" }, to: file)
      let lacking = try GnuplotRun(["-c", "theory.gp", "svg", "drawn.svg"], in: folder.url)
      #expect(lacking.status != 0)
      #expect(
        lacking.printed.contains("\(file) has no rows, or no column \(column)"),
        "\(lacking.printed)")
    }
  }
}
