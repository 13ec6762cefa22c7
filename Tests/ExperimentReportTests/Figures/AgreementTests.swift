import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The agreement with the lab's own rule") struct AgreementTests {
  /// One whose distances, and those of its twin, are these from step 1 on.
  private static func agreement(
    _ distances: [Double], twins: [Double], isSingle: Bool = false
  ) -> Agreement {
    var agreement = Agreement(isSingle: isSingle)
    for (place, pair) in zip(distances, twins).enumerated() {
      agreement.note(step: place + 1, distance: pair.0, twin: pair.1, isRecorded: place != 1)
    }
    return agreement
  }

  @Test(
    "ends where they part, or where the problem itself amplifies rounding, whichever is first",
    arguments: [
      ([0, 1e-16, 1e-15], [1e-12, 1e-12, 1e-12], false, "equal for all 3 steps"),
      ([0, 1e-8, 1e-7], [1e-12, 1e-12, 1e-12], false, "parts at step 2"),
      // A thousand times the twin's distance is not too far.
      ([0, 1e-8, 1e-7], [1e-12, 1e-11, 1e-10], false, "equal for all 3 steps"),
      ([0, 1e-5, 1e-5], [1e-6, 1e-6, 1e-6], true, "equal for all 3 steps"),
      ([0, 1e-2, 1e-2], [1e-6, 1e-6, 1e-6], true, "parts at step 2"),
      (
        [0, 1, 1], [1e-12, 2e-3, 1e-12], false,
        "equal up to step 1; from there the problem itself amplifies rounding"
      ),
      ([0, 1, 1], [1e-12, 1e-12, 2e-3], false, "parts at step 2"),
      ([0, .nan, 0], [1e-12, 1e-12, 1e-12], false, "parts at step 2"),
      (
        [0, .nan, 0], [1e-12, .nan, 1e-12], false,
        "equal up to step 1; from there the problem itself amplifies rounding"
      ),
      (
        [0], [1], false,
        "cannot be told: the problem itself amplifies rounding from the first step on"
      ),
    ] as [([Double], [Double], Bool, String)])
  func verdict(_ distances: [Double], _ twins: [Double], isSingle: Bool, _ words: String) {
    #expect(Self.agreement(distances, twins: twins, isSingle: isSingle).verdict == words)
  }

  private static var context: RunOverview {
    let distances: [[Double]] = [[0, 1e-16, 2e-15], [0, 1e-16, 1e-15], [0, 1e-3, 1]]
    let runs = distances.enumerated().map { seed, own in
      var run = MadeRun.run(0, seed: seed, [(0, 1), (50, 0.5)])
      run.result?.recordings.agreement = agreement(own, twins: [1e-12, 1e-12, 1e-12])
      return run
    }
    return MadeRun.context(runs, optimizers: ["mine"], seeds: 3)
  }

  @Test("is told of all seeds")
  func caption() {
    #expect(
      EqualRuns.body(AgreementFigure.self, Self.context)
        == "mine: equal for all 3 steps (2 of 3 trials); parts at step 2 (1 of 3 trials); until then the "
        + "largest distance is 2e-15.")
    #expect(!AgreementFigure.applies(to: MadeRun.context([MadeRun.run(0, [(0, 1)])])))
  }

  @Test(
    "is drawn without a complaint, a distance of 0 too",
    .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
  func drawn() throws {
    let folder = try FigureFolder(SampleFiles(context: Self.context))
    let run = try GnuplotRun(["-c", "agreement.gp", "svg", "drawn.svg"], in: folder.url)
    #expect(run.status == 0 && run.printed == "", "\(run.printed)")
  }
}
