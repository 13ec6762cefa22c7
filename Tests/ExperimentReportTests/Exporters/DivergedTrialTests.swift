import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A diverged trial") struct DivergedTrialTests {
  /// Of "hot" so many of five trials diverge at step 30, having passed the target at step 10 with 9
  /// dead units; the others, and those of "safe", finish above it with 2.
  private func context(diverged: Int) -> RunOverview {
    var runs: [RunOverview.Run] = []
    for (optimizer, count) in [diverged, 0].enumerated() {
      for seed in 0..<5 {
        let isLost = seed < count
        var run = MadeRun.run(
          optimizer, seed: seed, status: isLost ? .diverged : .finished,
          divergedAt: isLost ? 30 : nil, [])
        let end = optimizer == 0 ? 0.1 : 0.3
        let rows = isLost ? [(0, 1.0), (10, 0.01)] : [(0, 1.0), (10, 0.5), (40, end)]
        for (step, loss) in rows {
          run.result?.curves.append([
            .network: 0, .step: Double(step), .evalLoss: loss, .deadUnits: isLost ? 9 : 2,
          ])
        }
        runs.append(run)
      }
    }
    return MadeRun.context(runs, optimizers: ["hot", "safe"])
  }

  private func rows(_ diverged: Int) -> [ResultRow] {
    Results(context(diverged: diverged)) { _, _ in 0.1 }.rows
  }

  @Test("has not reached the target, whatever it passed on its way", arguments: 1...5)
  func reached(diverged: Int) {
    let row = rows(diverged)[0]
    #expect([row.reached, row.finished, row.diverged] == [0, 5 - diverged, diverged])
    #expect(row.stepsToTarget.value == nil)
  }

  @Test("leaves the values of the end to those that finished", arguments: 1...5)
  func ends(diverged: Int) {
    let row = rows(diverged)[0]
    let isNone = diverged == 5
    #expect(row.deadUnits.value == (isNone ? nil : 2))
    #expect(row.finalMedian.value == (isNone ? nil : 0.1))
    #expect(row.finalMean.value.map { abs($0 - 0.1) < 1e-12 } ?? isNone)
  }

  @Test(
    "is worse than every finished one: a median of which half is lost is none", arguments: 0...5)
  func ranks(diverged: Int) {
    let isLost = diverged >= 3
    #expect(rows(diverged).map(\.rank) == (isLost ? [2, 1] : [1, 2]))
    #expect(rows(diverged)[0].rankedFinal.value == (isLost ? nil : 0.1))
    let facts = LossComparison(context(diverged: diverged), problem: 0)
    #expect(facts.ranking.map(\.optimizer) == (isLost ? [1] : [0, 1]))
    #expect(facts.lost.map(\.optimizer) == (isLost ? [0] : []))
  }

  @Test(
    "counts against its optimizer in pairs",
    arguments: [
      // Signs of equal sizes, or of infinite ones that decide alone.
      (0, 5, 5, 0, 0.0625), (1, 4, 4, 1, 1), (2, 3, 3, 2, 0.5), (3, 2, 2, 3, 0.25),
      (4, 1, 1, 4, 0.125), (5, 0, 0, 5, 0.0625),
    ] as [(Int, Int, Int, Int, Double)])
  func pairs(_ row: (diverged: Int, seeds: Int, first: Int, second: Int, p: Double)) throws {
    let results = Results(context(diverged: row.diverged)) { _, _ in 0.1 }
    let pair = try #require(results.difference(problem: 0, network: 0, of: 0, from: 1))
    #expect(
      [pair.seeds, pair.firstLower, pair.secondLower, pair.equal]
        == [row.seeds, row.first, row.second, 0])
    #expect(pair.mean.value.map { abs($0 + 0.2) < 1e-12 } ?? (row.seeds == 0))
    #expect(pair.probability == row.p)
    // Five seeds are too few to be clear.
    #expect(pair.lower == nil)
    let turned = try #require(results.difference(problem: 0, network: 0, of: 1, from: 0))
    #expect(turned.lower == pair.lower && turned.firstLower == pair.secondLower)
  }

  @Test("is told in the tables for people, with how many there are")
  func tables() {
    let table = ResultsTable(context(diverged: 4), rates: [[0, 0]: 0.3, [0, 1]: 0.02]).markdown
    #expect(
      table.contains(
        "\n| safe | 0.02 | 0.3 \\[0.3, 0.3\\] | 0.3 \\[0.3, 0.3\\] | never | 2 \\[2, 2\\] | the lowest | 0 of 5 |"
          + "\n| hot | 0.3 | diverged | diverged | never | 2 | diverged | 4 of 5 |\n"),
      "\(table)")
    #expect(table.contains("where a trial that diverged counts as infinitely high"))
  }

  @Test("makes no winner of the rest in the caption")
  func caption() {
    let caption = Convergence.caption(context(diverged: 4))
    let end = """
      hot and safe did not reach 0.05. safe ends at 0.3. Its lead cannot be told from chance. hot \
      comes last: at least half of its trials diverged. Diverged: hot in 4 of 5 seeds (step 30); \
      from there on medians are those of the rest, and end where fewer than half of \
      the seeds are left.
      """
    #expect(caption.contains(end), "\(caption)")
    #expect(
      DeadUnits.caption(context(diverged: 4)).contains(
        "At the end 2 of 12 hidden units are dead under hot (1 of 5 seeds) and 2 under safe."))
    #expect(
      Convergence.caption(context(diverged: 2)).contains(
        "At the end hot is lowest with 0.1 (3 of 5 seeds), safe highest with 0.3."))
    #expect(!Convergence.caption(context(diverged: 5)).contains("rest"))
  }
}

@Suite("The loss to reach") struct TargetTests {
  /// Optimizers that begin and end there, a trial each.
  private func context(_ ways: [(start: Double, end: Double)], target: Double? = nil) -> RunOverview
  {
    MadeRun.context(
      ways.enumerated().map { MadeRun.run($0, [(0, $1.start), (9, $1.end)]) },
      optimizers: ways.indices.map { "\($0)" }, seeds: 1, problems: [MadeRun.sine(target: target)])
  }

  @Test(
    "is a tenth of the loss at the start, whoever takes part and whatever they end with",
    arguments: [
      ([(2, 0.1)], 0.2), ([(2, 0.1), (2, 0.2111)], 0.2), ([(2, 8e18), (2, 0.1), (2, 1)], 0.2),
      ([(0, 0.1)], nil), ([(-1, -2)], nil),
    ] as [([(Double, Double)], Double?)])
  func automatic(_ row: (ways: [(Double, Double)], target: Double?)) {
    let context = context(row.ways.map { (start: $0.0, end: $0.1) })
    #expect(LossComparison(context, problem: 0).target == row.target)
    let caption = Convergence.caption(context)
    #expect(caption.contains("There is no loss to reach: ") == (row.target == nil))
    #expect(caption.contains("a tenth of that at the start") == (row.target != nil))
    let notes = ResultsTable(context, rates: [:]).notes.joined()
    #expect(notes.contains("There is no loss to reach: ") == (row.target == nil))
    #expect(notes.contains("Steps are those to") == (row.target != nil))
  }

  @Test("is of the seeds' median start, where each seed counts once")
  func starts() {
    let starts = [1.0, 4, 2]
    let runs = (0..<2).flatMap { optimizer in
      starts.enumerated().map { MadeRun.run(optimizer, seed: $0, [(0, $1), (9, 0.1)]) }
    }
    let context = MadeRun.context(
      runs + [MadeRun.run(2, seed: 0, [(0, 1), (9, 0.1)])], seeds: 3, problems: [MadeRun.sine()])
    let targets = LossComparison(context, problem: 0).targets
    #expect(targets.start == 2 && targets.all.map(\.value) == [1, 0.2, 0.02])
    #expect(targets.all.map(\.fraction) == Targets.fractions)
  }

  @Test("says why there is none")
  func reason() {
    #expect(
      LossComparison(context([(-3, -40)]), problem: 0).targetRemark
        == "There is no loss to reach: of what trials begin with, −3, no part can be told.")
  }

  @Test("is told of a problem by its name, which stays text")
  func names() {
    var problem = MadeRun.sine(target: nil)
    problem.name = "<i>*x*</i>"
    let context = MadeRun.context(
      [MadeRun.run(0, [(0, 0), (9, 1)])], optimizers: ["A"], seeds: 1,
      problems: [problem, MadeRun.sine(target: nil)])
    let table = ResultsTable(context, rates: [:])
    #expect(table.notes.joined().contains("<i>*x*</i>: There is no loss to reach"))
    #expect(table.markdown.contains("\\<i\\>\\*x\\*\\</i\\>: There is no loss to reach"))
    #expect(!table.markdown.contains("<i>"))
  }

  @Test(
    "says where trials begin at one that is given",
    arguments: [
      (0.5, ""), (1, "The loss to reach, 1, says little: 1 of 2 trials began at or below it."),
      (5, "The loss to reach, 5, says little: every trial began at or below it."),
    ])
  func given(target: Double, remark: String) {
    let context = context([(1, 0.1), (2, 0.2)], target: target)
    let facts = LossComparison(context, problem: 0)
    #expect(facts.target == target && facts.isTargetGiven)
    #expect(facts.targetRemark == remark)
    #expect(remark.isEmpty || Convergence.caption(context).contains(remark))
  }
}
