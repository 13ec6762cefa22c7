import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A lead") struct ClearLeadTests {
  /// What each optimizer ends with under each seed.
  private func context(_ losses: [[Double]], _ problem: RunOverview.Problem = MadeRun.sine())
    -> RunOverview
  {
    MadeRun.context(
      losses.enumerated().flatMap { optimizer, own in
        own.enumerated().map { seed, loss in
          loss.isFinite
            ? MadeRun.run(optimizer, seed: seed, [(0, 9), (9, loss)])
            : MadeRun.run(
              optimizer, seed: seed, status: .diverged, divergedAt: 5, [(0, 9)])
        }
      }, optimizers: losses.indices.map { "\($0)" }, seeds: losses[0].count, problems: [problem])
  }

  private func lowest(_ context: RunOverview) -> [Int] {
    Results(context) { _, _ in 0 }.rows.filter(\.isLowest).map(\.optimizer)
  }

  /// So many seeds' losses from there on, each a little higher.
  private func losses(_ from: Double, _ count: Int) -> [Double] {
    (0..<count).map { from + Double($0) / 100 }
  }

  @Test("of two optimizers is clear from six seeds on, where all agree", arguments: 1...8)
  func six(count: Int) {
    let context = context([losses(2, count), losses(1, count)])
    #expect(lowest(context) == (count < 6 ? [] : [1]))
    let pair = Results(context) { _, _ in 0 }.differences[0]
    #expect(pair.isClear == (count >= 6) && pair.lower == (count < 6 ? nil : 1))
    let caption = Convergence.caption(context)
    #expect(caption.contains("Its lead is clear.") == (count >= 6))
    #expect(caption.contains("Its lead cannot be told from chance.") == (2..<6 ~= count))
  }

  @Test("is of all pairs together: each more asks for more seeds")
  func holm() {
    #expect(lowest(context([losses(1, 6), losses(2, 6), losses(3, 6)])) == [])
    #expect(lowest(context([losses(1, 7), losses(2, 7), losses(3, 7)])) == [0])
    let few = ResultsTable(context([losses(1, 3), losses(2, 3), losses(3, 3)]), rates: [:]).notes
    #expect(
      few.contains(
        "Three seeds can show a large difference, not prove a small one: with 7 seeds, one on which "
          + "all of them agree would be clear among 3 pairs."))
    let enough = ResultsTable(context([losses(1, 6), losses(2, 6)]), rates: [:]).notes.joined()
    #expect(!enough.contains("not prove"))
  }

  @Test("is shared by twins, and belongs to no one alone")
  func twins() {
    #expect(lowest(context([losses(1, 8), losses(1, 8), losses(2, 8)])) == [0, 1])
    #expect(lowest(context([losses(1, 8), losses(1, 8)])) == [0, 1])
    #expect(lowest(context([losses(1, 8)])) == [])
  }

  @Test("over one that diverged is as good as any other")
  func diverged() {
    #expect(
      lowest(context([losses(1, 6), [Double](repeating: .infinity, count: 6)])) == [0])
    let none = [Double](repeating: .infinity, count: 6)
    #expect(lowest(context([none, none])) == [])
  }

  @Test("on a surface is seen, for nothing there is left to chance")
  func surface() {
    let context = context([[3, 3], [2, 2]], SmallContext.surface)
    #expect(lowest(context) == [1])
    let results = Results(context) { _, _ in 0 }
    #expect(results.differences[0].probability == nil && !results.differences[0].isClear)
    #expect(results.rows[0].rankedFinal.interval == nil)
    #expect(!Convergence.caption(context).contains("lead"))
  }

  @Test("is of logarithms where the losses of the two span a factor of ten")
  func scale() {
    let pair = Results(context([[0.1, 0.2, 0.4], [1, 2, 4]])) { _, _ in 0 }.differences[0]
    #expect(pair.scale == .logRatio)
    #expect(abs((pair.median.value ?? 0) + 2.302585092994046) < 1e-12)
    #expect(
      Results(context([[0.5, 1], [1, 4]])) { _, _ in 0 }.differences[0].scale == .difference)
    #expect(
      Results(context([[0, 1], [1, 40]])) { _, _ in 0 }.differences[0].scale == .difference)
    let table = ResultsTable(context([[0.1, 0.2, 0.4], [1, 2, 4]]), rates: [:])
    #expect(table.markdown.contains("| × 10 \\[10, 10\\] |"))
    #expect(table.latex.contains("$\\times 10$ $[10, 10]$"))
  }

  @Test("is first in the table, whose rows are in the order of the result")
  func order() {
    let table = ResultsTable(context([losses(3, 2), losses(1, 2), losses(2, 2)]), rates: [:])
    let names = table.markdown.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2)
      .map { $0.dropFirst(2).prefix(1) }
    #expect(names == ["1", "2", "0"])
  }
}

@Suite("A curve of trials that diverge") struct DyingCurveTests {
  private let rows: [SummaryRow]

  /// Of four trials with a row each ten steps the first to end does so after row 10, the others after
  /// 20 and 30.
  init() {
    let results = [10, 20, 30, 40].map { last in
      var result = TrialResult(status: last == 40 ? .finished : .diverged)
      result.divergedAt = last == 40 ? nil : last + 5
      for step in stride(from: 0, through: last, by: 10) {
        result.curves.append([.network: 0, .step: Double(step), .evalLoss: 1])
      }
      return result
    }
    rows = Summary.rows(problem: 0, optimizer: 0, networks: ["model"], results: results)
  }

  @Test("counts at each row the trials whose last it is")
  func died() {
    #expect(rows.map(\.seeds) == [4, 4, 3, 2, 1])
    #expect(rows.map(\.diverged) == [0, 0, 1, 2, 3])
    #expect(rows.map(\.died) == [0, 1, 1, 1, 0])
  }

  @Test("ends where fewer than half of them are left, with crosses where they were last seen")
  func ends() throws {
    let drawn = Thinning.drawn(rows)
    #expect(drawn.map(\.step) == [0, 10, 20, 30])
    var context = MadeRun.context(
      [], optimizers: ["Adam"], seeds: 4, problems: [MadeRun.sine()], summary: drawn)
    context.recorded = (rows, [])
    let script = Convergence.script(context)
    #expect(script.text.contains("$4 > 0"))
    #expect(script.text.contains("drawn_summary.csv"))
    #expect(script.values[0].rows[0].moments.last?.step == 30)
    #expect(Convergence.caption(context).contains("A cross is where a trial was last seen"))
    #expect(!Convergence.caption(context).contains("Thinned"))
  }

  @Test("of so many rows that they are merged loses no trial that died")
  func merged() {
    let many = (0..<2000).map { step in
      SummaryRow(
        problem: 0, optimizer: 0, network: "model", networkPlace: 0, step: step, epoch: nil,
        examples: nil, gradientEvaluations: step, seconds: 0, seeds: 4, diverged: 0,
        died: step % 500 == 499 ? 1 : 0, values: [.loss: Spread(median: 1, low: 1, high: 1)])
    }
    #expect(Thinning.thinned(many).map(\.died).reduce(0, +) == 4)
  }
}
