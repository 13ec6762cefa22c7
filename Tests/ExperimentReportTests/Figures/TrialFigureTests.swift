import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("A figure of one trial") struct TrialFigureTests {
  /// A trial with one layer of four units, in whose states there is a letter a unit and step.
  private func run(_ seed: Int, _ states: [String]) -> RunOverview.Run {
    var run = MadeRun.run(0, seed: seed, states.indices.map { ($0 * 10, 1) })
    var histories = UnitHistory(network: 0, layer: 1, units: 4)
    for step in states {
      histories.append(
        UnitStates(
          layer: 1,
          states: step.map { letter in
            switch letter {
            case "d": [.dead, .alwaysNegative, .dormant]
            case "n": [.alwaysNegative, .dormant]
            case "p": [.alwaysPositive]
            case "o": [.alwaysPositive, .dormant]
            default: []
            }
          }))
    }
    run.result?.units = [histories]
    return run
  }

  private func context(_ runs: [RunOverview.Run]) -> RunOverview {
    var problem = MadeRun.sine()
    (problem.hasUnits, problem.hasHistograms) = (true, true)
    return MadeRun.context(runs, optimizers: ["Adam"], seeds: runs.count, problems: [problem])
  }

  @Test("shows the trial with most dead units, and tells what became of them")
  func mostDead() {
    let context = context([
      run(7, ["aaaa", "aaaa", "aapa"]), run(8, ["aaad", "ddaa", "dnao"]),
      run(9, ["aaaa", "daaa", "aaaa"]),
    ])
    let script = UnitLife.script(context)
    #expect(script.text.contains("trial_1 = 1\n"))
    #expect(script.text.contains("# which trial of sine: a number from 0 to 2\n"))
    #expect(
      script.wholeCaption.split(separator: "\n").last.map { String($0) } == """
        Shown is Adam with seed 8 (trial 1), the one with most dead and always negative units at the \
        end. Of 4 hidden units 1 is dead (1), 1 is always negative (0), 1 is dormant (0) and 1 is \
        alive (3) at the end (at the start). A unit died 2 times on the way (step 10) and came back \
        to life 2 times.
        """)
  }

  @Test("shows the trial with most changes where as many units are dead; then the first")
  func mostChanges() {
    let context = context([
      run(0, ["aaaa", "aaaa"]), run(1, ["apaa", "paaa"]), run(2, ["paaa", "apaa"]),
    ])
    #expect(UnitLife.script(context).text.contains("trial_1 = 1\n"))
    #expect(UnitLife.caption(context).contains("No unit died on the way, and none revived."))
  }

  @Test("shows the trial whose weights spread most, and tells by how much")
  func spread() {
    let runs = [2.0, 6, 3].enumerated().map { seed, end -> RunOverview.Run in
      var run = MadeRun.run(0, seed: seed, [(0, 1), (8, 0.5)])
      run.result?.histograms = [(0, 1.0), (8, end)].flatMap { step, size in
        [Histogram.Quantity.weights, .gradients].compactMap {
          Histogram(
            $0, of: [-size, size].span, network: 0, layer: 2,
            step: $0 == .gradients ? max(step, 1) : step)
        }
      }
      return run
    }
    let script = Histograms.script(context(runs))
    #expect(script.text.contains("trial_1 = 1\n"))
    #expect(
      script.wholeCaption.split(separator: "\n").last.map { String($0) } == """
        Shown is Adam with seed 1 (trial 1), the one whose weights spread most. The standard deviation \
        of the weights goes from 1 to 6 (layer 2). The standard deviation of the gradients goes from 1 \
        to 6 (layer 2).
        """)
  }

  @Test(
    "draws what another number chooses",
    .enabled(if: GnuplotRun.isThere, "gnuplot is not installed"))
  func otherTrial() throws {
    let folder = try FigureFolder()
    for figure in ["unit_life", "histograms"] {
      let script = try folder.text("\(figure).gp")
      let choice = try #require(script.split(separator: "\n").first { $0.hasPrefix("trial_1 = ") })
      // The last of the first problem's six.
      try folder.write(script.replacing(choice, with: "trial_1 = 5"), to: "\(figure).gp")
      let run = try GnuplotRun(["\(figure).gp"], in: folder.url)
      #expect(run.status == 0 && run.printed == "", "\(run.printed)")
      let picture = try #require(SVGPicture(try folder.bytes("\(figure).svg")))
      #expect(picture.text.contains("Adam, slow, seed 1, trial 5"))
    }
  }
}
