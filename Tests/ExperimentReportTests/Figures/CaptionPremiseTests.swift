import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

/// What captions say of runs in which there is no winner: all equal, none finished, one alone, all
/// diverged, some diverged.
@Suite("A caption without its premise") struct CaptionPremiseTests {
  @Test("of equal optimizers makes none the winner")
  func ties() {
    let context = EqualRuns.context([[.finished, .finished], [.finished, .finished]])
    let bodies: [(any Figure.Type, String)] = [
      (
        Convergence.self,
        "Adam reached 0.5 after 10 steps (all 2 seeds) and SGD after 10. Adam and SGD end at the same "
          + "loss under each seed, 0.25."
      ),
      (
        DeadUnits.self,
        "At the end 1 of 12 hidden units are dead under Adam and 1 under SGD. Units that are always "
          + "negative are most, 1, in its leaky layer under Adam and its leaky layer under SGD alike."
      ),
      (
        UnitLife.self,
        "Shown is Adam with seed 0 (trial 0), one of those with most dead and always negative units at "
          + "the end. Of 8 hidden units 1 is dead (1) and 7 are alive (7) at the end (at the start). No "
          + "unit died on the way, and none revived."
      ),
      (
        Histograms.self,
        "Shown is Adam with seed 0 (trial 0), the first of those whose weights spread most. The "
          + "standard deviation of the weights goes from 1 to 3 (layer 2)."
      ),
      (
        Gradients.self,
        "At the end the first layer's gradient is 0.5 for all times the last layer's."
      ),
      (
        TimeToTarget.self,
        "Of 8 pairs each 4 were reached under Adam and SGD. 0.5 of the start (0.5) is to be expected "
          + "after 10 steps (Adam), 10 (SGD). 0.1 of the start (0.1) was never reached under Adam and "
          + "SGD. 0.01 of the start (0.01) was never reached under Adam and SGD. The spec's target "
          + "(0.5) is to be expected after 10 steps (Adam), 10 (SGD)."
      ),
      (
        UpdateRatios.self,
        "At the last update of the model it is −2.0 for all. Its effective rate, with which SGD would "
          + "move as far, is then 0.125 for all."
      ),
      (UpdateCosines.self, "Over the recorded updates of the model its median is 0.50 for all."),
      (
        Sharpness.self,
        "At the end it is 30 for Adam; 30 for SGD. Critical sharpness is then 20 for all."
      ),
    ]
    for (figure, text) in bodies { #expect(EqualRuns.body(figure, context) == text) }
  }

  @Test("of two equal ones among three names both")
  func someTies() {
    var context = EqualRuns.context([[.finished], [.finished], [.finished]])
    context.trials[2] = EqualRuns.run(2, seed: 0, .diverged)
    context.trials[2].result?.status = .finished
    #expect(
      EqualRuns.body(Convergence.self, context).contains(
        "At the end GD is lowest with 0.001, Adam and SGD equally highest with 0.25."))
    #expect(
      EqualRuns.body(UpdateRatios.self, context)
        == "At the last update of the model it is −1.2 (GD) to −2.0 (Adam and SGD). Its effective rate, "
        + "with which SGD would move as far, is then 0.875 (GD) to 0.125 (Adam and SGD).")
    #expect(
      EqualRuns.body(UnitLife.self, context).contains(
        "GD with seed 0 (trial 2), the one with most dead"))
    #expect(
      EqualRuns.body(Histograms.self, context).contains(
        "GD with seed 0 (trial 2), the one whose weights"))
  }

  @Test("of equal medians under different seeds does not say that the seeds are equal")
  func equalMedians() {
    let losses = [[0.1, 0.2, 0.3], [0.15, 0.2, 0.25]]
    let runs = losses.enumerated().flatMap { optimizer, own in
      own.enumerated().map { MadeRun.run(optimizer, seed: $0, [(0, 1), (9, $1)]) }
    }
    #expect(
      Convergence.caption(MadeRun.context(runs, optimizers: ["Adam", "SGD"], seeds: 3)).hasSuffix(
        "Adam and SGD end at the same median loss, 0.2."))
    let close = [0.43312, 0.43314].enumerated().map { MadeRun.run($0, [(0, 1), (9, $1)]) }
    #expect(
      Convergence.caption(MadeRun.context(close, optimizers: ["Adam", "SGD"], seeds: 1)).hasSuffix(
        "Adam and SGD end at 0.433 alike; their losses differ in further digits only."))
  }

  @Test("of one optimizer compares it with none")
  func one() {
    let context = EqualRuns.context([[.finished]])
    #expect(
      EqualRuns.body(Convergence.self, context)
        == "Adam reached 0.5 after 10 steps. Adam ends at 0.25.")
    #expect(
      EqualRuns.body(UnitLife.self, context).hasPrefix("Shown is Adam with seed 0 (trial 0). Of 8"))
    #expect(
      EqualRuns.body(Histograms.self, context).hasPrefix("Shown is Adam with seed 0 (trial 0). The")
    )
    #expect(
      EqualRuns.body(TimeToTarget.self, context).hasPrefix(
        "Of 4 pairs each 2 were reached under Adam."))
    #expect(EqualRuns.body(UpdateRatios.self, context).contains("it is −2.0 (Adam). "))
    #expect(
      EqualRuns.body(Sharpness.self, context)
        == "At the end it is 30 for Adam. Critical sharpness is then 20 (Adam).")
    #expect(EqualRuns.body(Gradients.self, context).contains("is 0.5 (Adam) times"))
    #expect(
      EqualRuns.body(DeadUnits.self, context).hasSuffix(
        "Its leaky layer has 1 of 4 units that are always negative under Adam."))
  }

  @Test("of trials that were not begun tells nothing of an end")
  func none() {
    let context = EqualRuns.context([[.waiting, .waiting], [.waiting, .waiting]])
    for figure in FigureCatalog.all where figure.applies(to: context) {
      let text = EqualRuns.body(figure, context)
      #expect(text.isEmpty || text == "4 of 4 trials are not finished.", "\(figure.name): \(text)")
    }
  }

  @Test("of trials that all diverged tells no end, and of no rest")
  func allDiverged() {
    let context = EqualRuns.context([[.diverged, .diverged], [.diverged, .diverged]])
    let all = "All 4 trials diverged, at step 11: there is no loss to compare at the end."
    for figure: any Figure.Type in [
      DeadUnits.self, Gradients.self, UpdateRatios.self, UpdateCosines.self, Sharpness.self,
    ] {
      #expect(EqualRuns.body(figure, context) == all)
    }
    #expect(EqualRuns.body(Convergence.self, context) == "Adam and SGD did not reach 0.5. " + all)
    #expect(
      EqualRuns.body(TimeToTarget.self, context).hasPrefix(
        "Of 8 pairs each 0 were reached under Adam and SGD. 0.5 of the start (0.5) was never"))
    #expect(
      EqualRuns.body(UnitLife.self, context).hasPrefix(
        "Shown is Adam with seed 0 (trial 0), which did not finish, as no other did. Of 8 hidden units "
          + "7 are dead (7) and 1 is alive (1) at the last recorded step (at the start)."))
    #expect(
      EqualRuns.body(Histograms.self, context).hasPrefix(
        "Shown is Adam with seed 0 (trial 0), which did not finish, as no other did."))
  }

  @Test("of some that diverged takes the end of the others, and counts them")
  func someDiverged() {
    let context = EqualRuns.context([
      [.finished, .diverged, .diverged], [.finished, .finished, .finished],
      [.diverged, .diverged, .diverged],
    ])
    let note =
      " Diverged: Adam in 2 of 3 seeds (step 11) and GD in 3 of 3 seeds (step 11); from there on "
      + "medians of Adam are those of the rest, and end where fewer than half of the seeds "
      + "are left."
    let bodies: [(any Figure.Type, String)] = [
      (
        UpdateRatios.self,
        "At the last update of the model it is −2.0 (Adam, 1 of 3 seeds; SGD). Its effective rate, "
          + "with which SGD would move as far, is then 0.125 (Adam, 1 of 3 seeds; SGD)." + note
      ),
      (
        Gradients.self,
        "At the end the first layer's gradient is 0.5 (Adam, 1 of 3 seeds; SGD) times the last "
          + "layer's." + note
      ),
      (
        UpdateCosines.self,
        "Over the recorded updates of the model its median is 0.50 (Adam, 1 of 3 seeds; SGD)."
          + note
      ),
      (
        Convergence.self,
        "SGD reached 0.5 after 10 steps (all 3 seeds); GD did not; Adam did not in 2 of 3 seeds (the "
          + "other after 10). SGD ends at 0.25. Its lead cannot be told from chance. Adam and GD come last: at least half of their trials "
          + "diverged." + note
      ),
    ]
    for (figure, text) in bodies { #expect(EqualRuns.body(figure, context) == text) }
    #expect(
      EqualRuns.body(DeadUnits.self, context).hasPrefix(
        "At the end 1 of 12 hidden units are dead under Adam (1 of 3 seeds) and 1 under SGD."))
    #expect(
      EqualRuns.body(UnitLife.self, context).hasPrefix(
        "Shown is Adam with seed 0 (trial 0), one of"))
    #expect(
      EqualRuns.body(Histograms.self, context).hasPrefix(
        "Shown is Adam with seed 0 (trial 0), the first"))
  }
}
