import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The time to a target") struct TargetTimesTests {
  /// Trials that begin at 1, come to 0.05 at that step or never, and end after 200 steps, or diverge
  /// there.
  private func context(_ steps: [Int?], diverged: Set<Int> = [], seconds: [Double]? = nil)
    -> RunOverview
  {
    let runs = steps.enumerated().map { seed, step in
      let isLost = diverged.contains(seed)
      var run = MadeRun.run(
        0, seed: seed, status: isLost ? .diverged : .finished, divergedAt: isLost ? 200 : nil, [])
      run.result?.steps = 200
      run.result?.epochs = 20
      run.result?.gradientEvaluations = 2000
      run.result?.seconds = seconds?[seed] ?? 2
      for (place, loss) in [(0, 1), (step ?? 199, step == nil ? 0.3 : 0.05), (200, 0.5)] {
        run.result?.curves.append([
          .network: 0, .step: Double(place), .epoch: Double(place) / 10,
          .gradientEvaluations: Double(10 * place), .seconds: Double(place) / 100, .evalLoss: loss,
        ])
      }
      return run
    }
    return MadeRun.context(
      runs, optimizers: ["Adam"], seeds: steps.count, problems: [MadeRun.sine(target: 0.05)])
  }

  /// The row of a fraction, or of the spec's own target.
  private func row(_ context: RunOverview, _ fraction: Double?) throws -> TargetRow {
    try #require(context.targetRows.first { $0.target.fraction == fraction })
  }

  @Test("is expected to be what all trials cost by the number of those that came there")
  func expected() throws {
    let row = try row(context([120, nil, 80, nil]), 0.1)
    #expect([row.seeds, row.reached] == [4, 2] && row.rate == 0.5)
    #expect(row.expectedSteps == 300 && row.expectedEpochs == 30)
    #expect(row.expectedGradientEvaluations == 3000)
    // Two of four took longer than all others: no median.
    #expect(row.steps.value == nil && row.steps.interval?.high == .infinity)
    #expect(row.epochs == nil && row.seconds == nil)
  }

  @Test("has medians of steps, epochs and evaluations, and of seconds where the clock is steady")
  func medians() throws {
    let steady = try row(context([120, 100, 80]), nil)
    #expect(steady.steps.value == 100 && steady.steps.interval?.level == 0.75)
    #expect(steady.epochs == 10 && steady.gradientEvaluations == 1000 && steady.seconds == 1)
    #expect(try row(context([120, 100, 80], seconds: [2, 2, 9]), nil).seconds == nil)
    #expect(try row(context([100]), nil).seconds == nil)
  }

  @Test("is none of a trial that diverged, whatever it passed on its way")
  func diverged() throws {
    let row = try row(context([120, 100, 80], diverged: [2]), 0.1)
    #expect(row.reached == 2 && row.expectedSteps == 210 && row.steps.value == 120)
  }

  @Test("is of targets from the easiest to the hardest, and the spec's own")
  func targets() {
    let rows = context([120, 100]).targetRows
    #expect(rows.map(\.target.fraction) == [0.5, 0.1, 0.01, nil])
    #expect(rows.map(\.target.value) == [0.5, 0.1, 0.01, 0.05])
    #expect(rows.map(\.reached) == [2, 2, 0, 2])
    let negative = MadeRun.context(
      [MadeRun.run(0, [(0, -1), (9, -2)])], optimizers: ["Adam"], seeds: 1,
      problems: [MadeRun.sine()])
    #expect(negative.targetRows.isEmpty && negative.timeRows.isEmpty)
    var game = context([1])
    game.problems[0].traits.hasComparableLoss = false
    #expect(game.targetRows.isEmpty)
  }

  @Test("is drawn as the share of targets and seeds, which falls nowhere, to where trials end")
  func curve() {
    let rows = context([120, nil]).timeRows
    #expect(rows.map(\.step) == [1, 120, 199, 200])
    // Three targets of eight pairs at once, and one of the other trial.
    #expect(rows.map(\.share) == [0, 0.375, 0.5, 0.5])
    #expect(rows.map(\.ended) == [0, 0, 0, 2])
    #expect(rows.map(\.gradientEvaluations) == [10, 1200, 1990, 2000])
  }

  @Test("is told with the share, the expected steps and who never came there")
  func caption() {
    let runs =
      [390, 431].enumerated().map { MadeRun.run(0, seed: $0, reaching: $1, end: 0.005) }
      + [690, nil].enumerated().map { MadeRun.run(1, seed: $0, reaching: $1, end: 0.3) }
    let context = MadeRun.context(
      runs, optimizers: ["Adam", "SGD"], seeds: 2, problems: [MadeRun.sine()])
    #expect(
      TimeToTarget.caption(context) == """
        The share of all pairs of a target and a seed that was reached. Targets are 0.5, 0.1 and 0.01 \
        of the loss at the start, the median over the seeds, the same for every optimizer. A cross is \
        where a trial ended without having reached all of them; one that diverged has reached none.
        Of 6 pairs each 6 were reached under Adam, 3 under SGD. 0.5 of the start (0.5) is to be \
        expected after 411 steps (Adam), 845 (SGD). 0.1 of the start (0.1) is to be expected after 411 \
        steps (Adam), 1690 (SGD, 1 of 2 seeds). 0.01 of the start (0.01) is to be expected after 1000 \
        steps (Adam); it was never reached under SGD.
        """)
  }
}

@Suite("What a trial is measured by") struct MeasureTests {
  @Test("is the mean over the last tenth of the rows where only batches have a loss")
  func tail() throws {
    let run = MadeRun.run(
      0, networks: 2, isBatchLoss: true, (0..<20).map { ($0, $0 < 18 ? 5 : Double($0)) })
    let result = try #require(run.result)
    #expect(Measure(SmallContext.gan.traits, network: 0).final(of: result) == 18.5)
    #expect(Measure(SmallContext.gan.traits, network: 1).final(of: result) == 37)
    // A single row is its own tenth.
    let short = try #require(MadeRun.run(0, isBatchLoss: true, [(0, 3)]).result)
    #expect(Measure(SmallContext.gan.traits, network: 0).final(of: short) == 3)
  }

  @Test("is the last loss over all examples, above the minimum where that is known")
  func last() throws {
    let result = try #require(MadeRun.run(0, [(0, 3), (9, 2.5)]).result)
    #expect(Measure(TaskTraits(), network: 0).final(of: result) == 2.5)
    #expect(Measure(TaskTraits(referenceLoss: 2), network: 0).final(of: result) == 0.5)
    #expect(Measure(TaskTraits(), network: 1).final(of: result) == nil)
  }
}
