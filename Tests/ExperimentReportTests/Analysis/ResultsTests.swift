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
    #expect(interval.low == 0.3 && interval.high == 0.9)
    #expect(adam.stepsToTarget.value == 25)
    #expect([adam.seeds, adam.finished, adam.diverged, adam.reached] == [4, 4, 0, 4])
    let gd = results.rows[2]
    #expect([gd.seeds, gd.finished, gd.diverged, gd.reached] == [4, 3, 1, 0])
    #expect(gd.finalMedian.value == 1.5 && gd.stepsToTarget.value == nil)
  }

  @Test("pairs the seeds: a small difference is clear that the spread between seeds would hide")
  func differences() throws {
    let results = Results(context()) { _, _ in 0.1 }
    let pair = try #require(results.difference(problem: 0, network: 0, of: 0, from: 1))
    #expect(abs((pair.mean.value ?? 0) + 0.1) < 1e-12)
    let interval = try #require(pair.mean.interval)
    #expect(abs(interval.low + 0.1) < 1e-9 && abs(interval.high + 0.1) < 1e-9)
    #expect(pair.lower == 0 && pair.seeds == 4)
    let turned = try #require(results.difference(problem: 0, network: 0, of: 1, from: 0))
    #expect(abs((turned.mean.value ?? 0) - 0.1) < 1e-12)
    // The seed under which GD diverged has no pair.
    #expect(results.difference(problem: 0, network: 0, of: 0, from: 2)?.seeds == 3)
  }

  @Test("is whole in Markdown")
  func markdown() {
    let table = ResultsTable(context(), rates: [[0, 0]: 0.1, [0, 1]: 0.2, [0, 2]: 0.3])
    #expect(
      table.markdown == """
        # Results

        ## sine

        | optimizer | lr | final loss, median | final loss, mean | lowest loss, median | steps to 0.05 | mean difference from the best | diverged |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        | Adam | 0.1 | 0.6 \\[0.3, 0.9\\] | 0.6 \\[0.4, 0.8\\] | 0.04 \\[0.04, 0.04\\] | 25 \\[10, 40\\] | – | 0 of 4 |
        | SGD | 0.2 | 0.7 \\[0.4, 1\\] | 0.7 \\[0.5, 0.9\\] | 0.7 \\[0.4, 1\\] | never | 0.1 \\[0.1, 0.1\\] | 0 of 4 |
        | GD | 0.3 | 1.5 \\[1.5, ∞\\] | 1.5 \\[1.5, 1.5\\] | 1.5 \\[1.5, ∞\\] | never | 0.8 \\[0.6, 1\\] | 1 of 4 |

        Medians of losses are over 4 seeds, where a trial that diverged counts as infinitely high; means and dead units are of the trials that finished; in brackets 95 % intervals by the bootstrap over the seeds (2000 draws). Intervals of so few seeds are rather too narrow. Differences are paired: both optimizers began from the same weights under each seed, and are of the seeds under which both finished. Steps are those to the first recorded loss at or below the target; a seed that never came there, or diverged, counts as later than all others.

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
    #expect(table.markdown.contains("| Adam | 0.1 | 0.3 | 0.3 | 0.04 | 10 | – | 0 of 1 |"))
    #expect(
      table.markdown.contains("| GD | 0.3 | diverged | – | diverged | never | – | 1 of 1 |"))
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
    for line in table.latex.split(separator: "\n") where line.hasSuffix("\\\\") {
      let bare = line.replacing("\\&", with: "")
      #expect(bare.count { $0 == "&" } == 7, "\(line)")
    }
  }

  @Test("in LaTeX writes powers of ten as such")
  func powers() {
    let small = runs.map { run in
      MadeRun.run(run.optimizer, seed: Int(run.seed), [(0, 1), (9, 1.5e-7)])
    }
    let table = ResultsTable(MadeRun.context(small, seeds: 4), rates: [[0, 0]: 0.1])
    #expect(
      table.latex.contains("$1.5 \\cdot 10^{-7}$ $[1.5 \\cdot 10^{-7}, 1.5 \\cdot 10^{-7}]$"))
    #expect(table.latex.contains("\\begin{tabular}{lrrrrrrr}\n\\hline\n"))
  }
}
