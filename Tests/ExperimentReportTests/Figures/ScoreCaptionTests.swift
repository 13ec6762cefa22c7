import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A caption over problems") struct ScoreCaptionTests {
  private func caption(_ figure: any Figure.Type, _ context: RunOverview) -> String {
    figure.caption(context)
  }

  @Test("of the profile tells scores, and what it took on each problem")
  func profile() {
    let text = caption(PerformanceProfiles.self, MadeScores.context(problems: 2))
    #expect(
      text.hasPrefix("The share of 2 problems whose loss to reach an optimizer came to within τ"))
    #expect(text.contains(" The score is 1 (Adam), 0.667 (SGD) and 0 (GD).\n"))
    #expect(
      text.contains(
        "\nsine 1: 0.05 is reached after 10 gradient evaluations (Adam) and 20 (SGD); never under GD."
      ))
  }

  @Test("of ranks tells of the critical difference where there are problems enough")
  func ranks() {
    let few = caption(Ranks.self, MadeScores.context(problems: 2))
    #expect(few.contains("The mean rank is 1 (Adam), 2 (SGD) and 3 (GD)."))
    #expect(
      few.hasSuffix(
        "Of 2 problems no critical difference is told: mean ranks can be told from "
          + "each other from five problems on."))
    #expect(!few.contains("The bar"))
    let many = caption(Ranks.self, MadeScores.context(problems: 5))
    #expect(many.contains("two whose bars do not meet can be told apart."))
    #expect(
      many.hasSuffix(
        "Friedman's test over 5 problems has χ² 10, p 0.00674: the optimizers differ. The critical "
          + "difference of mean ranks (Nemenyi, 5 %) is 1.48: Adam is before GD."))
  }

  @Test("of improvement tells how many pairs are decided, and which is closest")
  func improvement() {
    let all = EqualRuns.body(Improvements.self, MadeScores.context(problems: 1))
    #expect(all == "All 3 pairs are 0 or 100; from the lowest on: Adam, SGD and GD.")
    let losses = [[0.1, 0.2], [0.15, 0.3], [0.1, 0.2]]
    let runs = losses.enumerated().flatMap { optimizer, own in
      own.enumerated().map { MadeRun.run(optimizer, seed: $0, [(0, 1), (9, $1)]) }
    }
    #expect(
      EqualRuns.body(Improvements.self, MadeRun.context(runs, seeds: 2))
        == "0 of 3 pairs are 0 or 100. Closest are Adam and GD with 50 %.")
  }

  @Test("is there only where there is something to compare")
  func applies() {
    let one = MadeScores.context(problems: 1)
    #expect(!PerformanceProfiles.applies(to: one) && !Ranks.applies(to: one))
    #expect(Improvements.applies(to: one))
    var single = one
    single.seedCount = 1
    #expect(!Improvements.applies(to: single))
    let two = MadeScores.context(problems: 2)
    #expect(PerformanceProfiles.applies(to: two) && Ranks.applies(to: two))
    let alone = MadeRun.context(
      two.trials.filter { $0.optimizer == 0 }, optimizers: ["Adam"],
      seeds: 2, problems: two.problems)
    #expect(!Ranks.applies(to: alone) && !Improvements.applies(to: alone))
    #expect(!PerformanceProfiles.applies(to: alone))
  }

  @Test("of equal optimizers makes none the first")
  func equal() {
    var context = EqualRuns.context([[.finished, .finished], [.finished, .finished]])
    #expect(
      EqualRuns.body(Improvements.self, context)
        == "0 of 1 pair are 0 or 100. Closest are Adam and SGD with 50 %.")
    context.problems.append(MadeRun.sine(target: 0.5, name: "again"))
    context.trials += context.trials.map { run in
      var other = run
      other.problem = 1
      return other
    }
    #expect(caption(Ranks.self, context).contains("The mean rank is 1.5 (Adam) and 1.5 (SGD)."))
    #expect(
      caption(PerformanceProfiles.self, context).contains("The score is 1 (Adam) and 1 (SGD)."))
  }
}
