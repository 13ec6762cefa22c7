import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("Scores over problems") struct ScoresTests {
  @Test("count to each problem's target, and a trial that diverged never came there")
  func profile() throws {
    let scores = MadeScores.context(problems: 3).scores
    let profile = try #require(scores.profile)
    // Adam takes 10, SGD 20, GD passes the target on its way to diverging.
    #expect(profile.ratios == [[1, 1, 1], [2, 2, 2], [.infinity, .infinity, .infinity]])
    #expect(scores.rows.map(\.profileScore) == [1, 2.0 / 3, 0])
    #expect(
      scores.profileRows.map { [Double($0.optimizer), $0.tau, $0.share] }
        == [[0, 1, 1], [0, 4, 1], [1, 1, 0], [1, 2, 1], [1, 4, 1], [2, 1, 0], [2, 4, 0]])
  }

  @Test("have mean ranks, and a critical difference from five problems on")
  func ranks() {
    let few = MadeScores.context(problems: 4).scores.rows
    #expect(few.map(\.meanRank) == [1, 2, 3])
    #expect(few.allSatisfy { $0.criticalDifference == nil && $0.probability == nil })
    let many = MadeScores.context(problems: 5).scores.rows
    #expect(many.map(\.meanRank) == [1, 2, 3])
    #expect(abs((many[0].criticalDifference ?? 0) - 1.4822863) < 1e-6)
    #expect(many[0].chiSquared == 10)
  }

  @Test("have the probability of improvement of every pair, on each problem and over all")
  func improvement() {
    let scores = MadeScores.context(problems: 2).scores
    let rows = scores.improvements
    let problems: [Int?] = [0, 1, nil]
    #expect(rows.map(\.problem) == problems.flatMap { Array(repeating: $0, count: 6) })
    for row in rows { #expect(row.probability == (row.optimizer < row.other ? 1 : 0)) }
    #expect(rows.last?.seeds == 4)
    #expect(scores.rows.map(\.improvement) == [1, 0.5, 0])
  }

  @Test("are over problems in whose losses optimizers can be ranked")
  func leftOut() {
    var context = MadeScores.context(problems: 3)
    context.problems[2].traits.hasComparableLoss = false
    #expect(context.scores.rows[0].rankedProblems == 2)
    // A trial begins below the target: it is not raced to.
    context.problems[1].target = 2
    #expect(context.scores.profile == nil && context.scores.rows.map(\.meanRank) == [1, 2, 3])
    context.trials.removeAll { $0.problem == 1 && $0.optimizer == 1 }
    #expect(context.scores.rows.isEmpty)
  }

  @Test("take the interquartile mean of final losses as parts of those at the start")
  func relativeLoss() {
    let rows = MadeScores.context(problems: 2).scores.rows
    #expect(abs((rows[0].relativeLoss ?? 0) - 0.01) < 1e-12)
    #expect(abs((rows[1].relativeLoss ?? 0) - 0.03) < 1e-12)
    #expect(rows[2].relativeLoss == nil)
  }

  @Test("tell ranks after a quarter, half and all of the steps, and where the order turns")
  func budgets() {
    let rows = MadeScores.turning.scores.budgets
    #expect(rows.map(\.part) == [0.25, 0.25, 0.5, 0.5, 1, 1])
    #expect(rows.map(\.rank) == [2, 1, 1.5, 1.5, 1, 2])
    #expect(rows.map(\.median) == [0.8, 0.5, 0.4, 0.4, 0.1, 0.3])
    let text = ResultsTable(MadeScores.turning, rates: [:]).markdown
    #expect(
      text.contains(
        """
        ## sine, by budget

        | optimizer | loss after a quarter (rank) | loss after half (rank) | loss at the end (rank) |
        | --- | --- | --- | --- |
        | Adam | 0.8 \\(2\\) | 0.4 \\(1.5\\) | 0.1 \\(1\\) |
        | SGD | 0.5 \\(1\\) | 0.4 \\(1.5\\) | 0.3 \\(2\\) |

        The order turns with the budget: the lead is with SGD after a quarter, with Adam and SGD after \
        half and with Adam at the end. Of 1 pair 1 stands at the end in another order than after a \
        quarter of it: Adam before SGD.
        """), "\(text)")
  }

  @Test("count a trial as diverged from the step on at which it did")
  func divergence() {
    let early = MadeRun.run(1, status: .diverged, divergedAt: 30, [(0, 1), (20, 0.2), (25, 0.1)])
    let runs = [
      MadeRun.run(0, [(0, 1), (25, 0.8), (50, 0.4), (100, 0.1)]), early,
      MadeRun.run(1, seed: 1, [(0, 1), (25, 0.3), (50, 0.3), (100, 0.3)]),
    ]
    let context = MadeRun.context(runs, optimizers: ["Adam", "SGD"], seeds: 2)
    #expect(
      context.scores.budgets.filter { $0.optimizer == 1 }.map(\.median)
        == [0.2, .infinity, .infinity])
  }

  @Test("tell no rank at a part of which nothing was recorded")
  func unrecorded() {
    let runs = [MadeRun.run(0, [(0, 1), (100, 0.1)]), MadeRun.run(1, [(0, 1), (100, 0.3)])]
    let context = MadeRun.context(runs, optimizers: ["Adam", "SGD"], seeds: 1)
    #expect(context.scores.budgets.map(\.rank) == [nil, nil, nil, nil, 1, 2])
    #expect(!ResultsTable(context, rates: [:]).markdown.contains("by budget"))
  }

  @Test("stand in a table below the problems'")
  func table() {
    let text = ResultsTable(MadeScores.context(problems: 2), rates: [:]).markdown
    #expect(
      text.contains(
        """
        ## Over 2 problems

        | optimizer | profile score | by trapezoids | mean rank | final loss by that at the start, IQM | ends lower than another |
        | --- | --- | --- | --- | --- | --- |
        | Adam | 1 | 1 | 1 | 0.01 | 1 |
        | SGD | 0.667 | 0.672 | 2 | 0.03 | 0.5 |
        | GD | 0 | 0 | 3 | – | 0 |

        """), "\(text)")
    #expect(
      text.contains("mean ranks can be told from each other from five problems on."), "\(text)")
  }
}

/// Runs whose scores are known.
enum MadeScores {
  /// On every problem and under both seeds Adam comes to 0.05 after 10 steps and to 0.01 in the end,
  /// SGD after 20 and to 0.03; GD passes 0.05 and diverges.
  static func context(problems: Int) -> RunOverview {
    var runs: [RunOverview.Run] = []
    for problem in 0..<problems {
      for seed in 0..<2 {
        runs.append(
          MadeRun.run(0, seed: seed, problem: problem, [(0, 1), (10, 0.05), (100, 0.01)]))
      }
      for seed in 0..<2 {
        runs.append(
          MadeRun.run(1, seed: seed, problem: problem, [(0, 1), (20, 0.05), (100, 0.03)]))
      }
      for seed in 0..<2 {
        runs.append(
          MadeRun.run(
            2, seed: seed, problem: problem, status: .diverged, divergedAt: 30,
            [(0, 1), (5, 0.04)]))
      }
    }
    return MadeRun.context(
      runs, seeds: 2,
      problems: (0..<problems).map { MadeRun.sine(target: 0.05, name: "sine \($0)") })
  }

  /// SGD is ahead after a quarter, Adam in the end.
  static var turning: RunOverview {
    MadeRun.context(
      [
        MadeRun.run(0, [(0, 1), (25, 0.8), (50, 0.4), (100, 0.1)]),
        MadeRun.run(1, [(0, 1), (25, 0.5), (50, 0.4), (100, 0.3)]),
      ], optimizers: ["Adam", "SGD"], seeds: 1)
  }
}
