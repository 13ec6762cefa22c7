import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The table of results") struct ResultsTests {
  /// Adam ends a tenth below SGD under every seed, however the seeds differ; of GD one diverged.
  private let runs: [RunOverview.Run]

  init() {
    let losses: [Double] = [0.3, 0.5, 0.9, 0.7]
    var runs: [RunOverview.Run] = []
    for (seed, loss) in losses.enumerated() {
      runs.append(MadeRun.run(0, seed: seed, [(0, 2), (10 * (seed + 1), 0.04), (100, loss)]))
    }
    for (seed, loss) in losses.enumerated() {
      runs.append(MadeRun.run(1, seed: seed, [(0, 2), (100, loss + 0.1)]))
    }
    runs.append(MadeRun.run(2, seed: 0, status: .diverged, divergedAt: 5, [(0, 2)]))
    for seed in 1..<4 { runs.append(MadeRun.run(2, seed: seed, [(0, 2), (100, 1.5)])) }
    self.runs = runs
  }

  private func context(seeds: Int = 4, names: [String] = ["Adam", "SGD", "GD"]) -> RunOverview {
    MadeRun.context(runs.filter { $0.seed < seeds }, optimizers: names, seeds: seeds)
  }

  @Test("has medians, means and their intervals")
  func rows() throws {
    let results = Results(context()) { _, _ in 0.1 }
    let adam = results.rows[0]
    #expect(adam.finalMedian.value == 0.6)
    #expect(abs((adam.finalMean.value ?? 0) - 0.6) < 1e-12)
    #expect(adam.bestMedian.value == 0.04)
    let interval = try #require(adam.finalMedian.interval)
    #expect(interval == Interval(low: 0.3, high: 0.9, level: 0.875))
    #expect(results.rows[2].finalMedian.interval?.level == 0.75)
    #expect(results.rows[2].rankedFinal.interval?.high == .infinity)
    #expect(adam.stepsToTarget.value == 25)
    #expect([adam.seeds, adam.finished, adam.diverged, adam.reached] == [4, 4, 0, 4])
    let gd = results.rows[2]
    #expect([gd.seeds, gd.finished, gd.diverged, gd.reached] == [4, 3, 1, 0])
    #expect(gd.finalMedian.value == 1.5 && gd.stepsToTarget.value == nil)
  }

  @Test("pairs the seeds: a small difference is seen that the spread between seeds would hide")
  func differences() throws {
    let results = Results(context()) { _, _ in 0.1 }
    let pair = try #require(results.difference(problem: 0, network: 0, of: 0, from: 1))
    #expect(abs((pair.mean.value ?? 0) + 0.1) < 1e-12)
    let interval = try #require(pair.mean.interval)
    #expect(abs(interval.low + 0.1) < 1e-9 && abs(interval.high + 0.1) < 1e-9)
    #expect(pair.seeds == 4 && pair.compared == 4)
    #expect(abs((pair.correlation ?? 0) - 1) < 1e-12)
    // Four seeds that agree are too few.
    #expect(pair.probability == 0.125 && !pair.isClear && pair.lower == nil)
    let turned = try #require(results.difference(problem: 0, network: 0, of: 1, from: 0))
    #expect(abs((turned.mean.value ?? 0) - 0.1) < 1e-12)
    // Under one seed GD diverged, and lost.
    let lost = try #require(results.difference(problem: 0, network: 0, of: 0, from: 2))
    #expect(lost.seeds == 3 && lost.compared == 4 && lost.firstLower == 4)
    #expect(lost.median.interval?.low == -.infinity)
  }

  @Test("is whole in Markdown")
  func markdown() {
    let table = ResultsTable(context(), rates: [[0, 0]: 0.1, [0, 1]: 0.2, [0, 2]: 0.3])
    #expect(
      table.markdown == """
        # Results

        ## sine

        | optimizer | lr | final loss, median | lowest loss, median | steps to 0.05 | median difference from the lowest | diverged |
        | --- | --- | --- | --- | --- | --- | --- |
        | Adam | 0.1 | 0.6 \\[0.3, 0.9\\] | 0.04 \\[0.04, 0.04\\] | 25 \\[10, 40\\] | the lowest | 0 of 4 |
        | SGD | 0.2 | 0.7 \\[0.4, 1\\] | 0.7 \\[0.4, 1\\] | never | 0.1 \\[0.1, 0.1\\] | 0 of 4 |
        | GD | 0.3 | 1.5 \\[1.5, ∞\\] 3 of 4 | 1.5 \\[1.5, ∞\\] | never | 0.9 \\[0.6, ∞\\] | 1 of 4 |

        Medians are over 4 seeds, where a trial that diverged counts as infinitely high; dead units are of the trials that finished. In brackets are two of the seeds’ own values, between which the true median lies in 87.5 % of experiments: of fewer than six seeds these are the ends. Differences are paired: both optimizers began from the same weights under each seed. A difference is clear where the exact sign-flip test has p ≤ 0.05 after Holm’s correction over 3 pairs. Four seeds can show a large difference, not prove a small one: with 7 seeds, one on which all of them agree would be clear among 3 pairs. Steps are those to the first recorded loss at or below the target; a seed that never came there, or diverged, counts as later than all others.

        """)
  }

  @Test("writes steps whole, and a median of them with its half")
  func wholeSteps() {
    let runs = [10549, 10550].enumerated().map {
      MadeRun.run(0, seed: $0, [(0, 1), ($1, 0.04), (20000, 0.01)])
    }
    let context = MadeRun.context(runs, optimizers: ["Adam"], seeds: 2)
    let table = ResultsTable(context, rates: [:]).markdown
    #expect(table.contains("| 10549.5 \\[10549, 10550\\] |"), "\(table)")
    let caption = Convergence.caption(context)
    #expect(caption.contains("after 10549.5 steps (median of 2 seeds, 10549–10550)"))
    #expect(CostAxis.examples.words(10_550) == "10550 examples")
  }

  @Test("of one seed has no interval, and says why")
  func oneSeed() {
    let table = ResultsTable(context(seeds: 1), rates: [[0, 0]: 0.1, [0, 1]: 0.2, [0, 2]: 0.3])
    #expect(!table.markdown.contains("\\["))
    #expect(
      table.notes[0]
        == "One seed: there are no intervals, for nothing is known of how another would do.")
    #expect(table.markdown.contains("| Adam | 0.1 | 0.3 | 0.04 | 10 | the lowest | 0 of 1 |"))
    #expect(
      table.markdown.contains("| GD | 0.3 | diverged | diverged | never | diverged | 1 of 1 |"))
  }

  @Test("keeps names text in Markdown and in LaTeX")
  func names() {
    let table = ResultsTable(
      context(names: ["a|b <i>*x*</i>", "$x_1$ & \\input{y}%", "[2pt] ~^#"]), rates: [:])
    #expect(table.markdown.contains("| a\\|b \\<i\\>\\*x\\*\\</i\\> |"))
    #expect(table.markdown.contains("| \\$x\\_1\\$ \\& \\\\input\\{y\\}% |"))
    #expect(
      table.latex.contains(
        "\n{\\$x\\_1\\$ \\& \\textbackslash{}input\\{y\\}\\%} & "))
    #expect(table.latex.contains("\n{[2pt] \\textasciitilde{}\\textasciicircum{}\\#} & "))
    let rows = table.latex.split(separator: "\n").filter { $0.hasSuffix("\\\\") }
    let signs = rows.map { row in row.replacing("\\&", with: "").count { $0 == "&" } }
    #expect(signs.count == 4 && Set(signs).count == 1 && signs[0] >= 3, "\(signs)")
  }

  @Test("in LaTeX writes powers of ten as such")
  func powers() {
    let small = runs.map { run in
      MadeRun.run(run.optimizer, seed: Int(run.seed), [(0, 1), (9, 1.5e-7)])
    }
    let table = ResultsTable(MadeRun.context(small, seeds: 4), rates: [[0, 0]: 0.1])
    #expect(
      table.latex.contains("$1.5 \\cdot 10^{-7}$ $[1.5 \\cdot 10^{-7}, 1.5 \\cdot 10^{-7}]$"))
    #expect(table.latex.contains("\\begin{tabular}{lrrr}\n\\hline\n"))
  }
}
