import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A caption of what not all figures have") struct CaptionExceptionTests {
  @Test("does not say of a surface that another seed is not known, nor tells of bands")
  func surface() {
    let one = EqualRuns.context([[.finished], [.diverged]], SmallContext.surface)
    #expect(
      Convergence.caption(one).hasPrefix(
        "There is one seed, and so no band; on a surface every seed walks the same way."))
    #expect(Paths.caption(one).hasSuffix(" Diverged: SGD in 1 of 1 seed (step 11)."))
    let many = EqualRuns.context([[.finished, .finished]], SmallContext.surface)
    #expect(
      Convergence.caption(many).hasPrefix(
        "Each line is that of all 2 seeds, and there is no band: on a surface every seed walks the "
          + "same way."))
    var both = many
    both.problems.append(MadeRun.sine(target: 0.5))
    #expect(
      Convergence.caption(both).hasPrefix(
        "Each line is the median of 2 seeds, and each dot one of them; on a surface every seed walks "
          + "the same way."))
    // A figure that shows no surface does not speak of one.
    #expect(!DeadUnits.caption(both).contains("surface"))
    #expect(
      !ResultsTable(one, rates: [:]).notes.joined().contains("nothing is known of how another"))
  }

  @Test("of a GAN tells equal losses, scores and saturations as such")
  func game() {
    func row(_ optimizer: Int, _ share: Double, high: Double) -> SummaryRow {
      SummaryRow(
        problem: 0, optimizer: optimizer, network: "discriminator", networkPlace: 0, step: 10,
        epoch: nil, examples: nil, gradientEvaluations: 0, seconds: 0, seeds: 1, diverged: 0,
        values: [.saturation: Spread(median: share, low: 0, high: high)])
    }
    var context = EqualRuns.context([[.finished], [.finished]], SmallContext.gan)
    context.summary = [row(0, 0.5, high: 1), row(1, 0.5, high: 1)]
    #expect(
      EqualRuns.body(GANScores.self, context)
        == "At the end real and made examples get 0.75 and 0.25 under Adam and 0.75 and 0.25 under SGD."
        + " Its scores are most saturated, 50 % of them, under Adam at step 10 and SGD at step 10.")
    #expect(
      EqualRuns.body(Convergence.self, context).hasPrefix(
        "Over the last tenth of the recorded steps the discriminator's loss is 0.25 for all."))
    context.summary = [row(0, 0, high: 1)]
    #expect(
      EqualRuns.body(GANScores.self, context).contains("In the median of the seeds its scores are"))
    context.summary = [row(0, 0, high: 0)]
    #expect(
      EqualRuns.body(GANScores.self, context).contains(
        "Its scores are saturated at no recorded step."))
  }

  @Test("of pictures does not speak of moments or seeds that are not shown")
  func pictures() {
    func caption(_ grids: Int, _ fates: [EqualRuns.Fate]) -> String {
      var context = EqualRuns.context([fates], SmallContext.gan)
      for place in context.trials.indices where fates[place] != .waiting {
        context.trials[place].result?.pictures = (0..<grids).map {
          SampleGrid(step: $0, width: 1, height: 1, pixels: [0])
        }
      }
      return Pictures.caption(context)
    }
    #expect(caption(25, [.finished]).contains("after 1/24, 1/8, 1/4 and 1/2 of its training"))
    #expect(caption(11, [.finished]).contains("the same noise: at the start and at later steps."))
    #expect(caption(25, [.diverged]).contains("the same noise: at the start and at later steps."))
    #expect(caption(25, [.finished, .finished]).contains("Of 2 seeds the first is shown, 0."))
    #expect(
      caption(25, [.waiting, .finished]).contains(
        "Of 2 seeds the first that has pictures is shown."))
    #expect(!caption(25, [.finished, .diverged]).contains("medians"))
  }

  @Test("of learning rates tells no best of equal ones, nor where none has a median loss")
  func rates() {
    func row(
      _ optimizer: Int, _ rate: Double, _ loss: Double?, best: Bool = false, diverged: Int = 0
    ) -> RateRow {
      let spread = loss.map { Spread(median: $0, low: $0, high: $0) }
      return RateRow(
        problem: 0, optimizer: optimizer, network: "model", rate: rate, seeds: 4,
        finished: 4 - diverged, diverged: diverged, isCompared: best, finalLoss: spread,
        bestLoss: spread)
    }
    var context = EqualRuns.context([[.finished, .finished, .finished, .finished], [.diverged]])
    context.problems[0].isSwept = true
    context.rateRows = [
      row(0, 0.1, 0.2, best: true), row(0, 1, 0.2), row(1, 0.1, 0.01, best: true, diverged: 3),
      row(1, 1, nil, diverged: 4),
    ]
    #expect(
      EqualRuns.body(LearningRateSensitivity.self, context)
        == "By final loss each is best at: Adam 0.1 and 1 alike with 0.2. No worse than twice that: "
        + "Adam from 0.1 to 1. Under SGD trials diverged at the smallest rate already. Diverged: SGD at 0.1 (3 of 4) and 1 (4 of 4)."
    )
    #expect(
      EqualRuns.body(Convergence.self, context).hasPrefix(
        "Of several learning rates the best by final loss is shown, of equal ones the first: Adam 0.1 "
          + "of 2. Of SGD no learning rate is best, and 0.1 of 2 is shown."))
    context.rateRows = [row(0, 0.1, 0.2, best: true), row(0, 1, 0.3, diverged: 1)]
    #expect(
      EqualRuns.body(LearningRateSensitivity.self, context).contains(
        "The best of Adam is the smallest"))
    context.rateRows = [row(0, 0.1, 0.2, best: true, diverged: 1), row(0, 1, 0.3)]
    #expect(
      EqualRuns.body(LearningRateSensitivity.self, context).contains(
        "Adam 0.1 with 0.2, 3 of 4 seeds."))
    context.rateRows = [row(0, 0.1, 0.2, best: true), row(0, 1, 0.3)]
    let introduction = LearningRateSensitivity.caption(context)
    #expect(
      introduction.contains("how many diverged: none.") && !introduction.contains("leave the frame")
    )
    context.rateRows = [row(0, 0.1, 0.2, best: true), row(0, 1, 300)]
    #expect(!LearningRateSensitivity.caption(context).contains("leave the frame"))
    for place in context.rateRows.indices {
      context.rateRows[place].bestLoss = Spread(median: 0.2, low: 0.2, high: 0.2)
    }
    #expect(LearningRateSensitivity.caption(context).contains("leave the frame"))
  }
}
