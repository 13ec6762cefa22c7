package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// The mean place of each optimizer over the problems and, of enough problems, how far two must lie
/// apart (Demšar, 2006).
package enum Ranks: Figure {
  package static let name = "ranks"
  package static let title = "Ranks over problems"
  package static let summary =
    "rank by final loss on each problem and the mean, with the critical difference from five on"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.rankedNetwork != nil
  }

  package static func applies(to context: RunOverview) -> Bool { context.scores.ranks != nil }

  package static func caption(_ context: RunOverview) -> String {
    let scores = context.scores
    let sentences = ScoreSentences(context, scores)
    let introduction =
      "The rank by the median final loss, 1 for the lowest; equal ones share the mean of their ranks, "
      + "and those of which at least half of the trials diverged the last ones. Small circles are single "
      + "problems, the large mark their mean."
      + (scores.hasCriticalDifference
        ? " The bar around it is as long as the critical difference: two whose bars do not meet can be "
          + "told apart." : "")
    return context.caption(
      [
        introduction, context.leftOutSentence, sentences.meanRanks, sentences.chance,
        sentences.leftOut,
      ], applies: applies
    ) { _ in [] }
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    let scores = context.scores
    var page = FigurePage(
      self, legend: .optimizers(context, hasOthers: false), context: context,
      data: [
        (.scores, ["optimizer_index", "mean_rank", "critical_difference"]),
        (.budgets, ["problem_index", "optimizer_index", "part", "rank"]),
      ])
    let means = scores.ranks?.means ?? []
    let order = means.indices.sorted { (means[$0], $0) < (means[$1], $1) }
      .filter(context.isProminent)
    let count = Double(order.count)
    let half = scores.hasCriticalDifference ? (scores.ranks?.criticalDifference ?? 0) / 2 : 0
    let low = min(1, (means.min() ?? 1) - half)
    let high = max(Double(means.count), (means.max() ?? count) + half)
    page.addRow(
      [
        Panel(
          x: Axis(
            label: "rank", range: (low - 0.2)...(high + 0.2),
            tickStep: max(FigureNumber.tickStep(for: high, count: 12), 1)),
          y: Axis(label: "", range: 0.3...(count + 0.7), hidesNumbers: true),
          setup: [
            "set ytics scale 0", "set border 1", places(order, of: means.count), "eval read_csv",
          ]
            + labels(order, means, context),
          plots: ["NaN notitle"] + plots(order, hasBars: scores.hasCriticalDifference),
          cleanup: ["unset label", "set ytics scale 1", "set border 3", "eval read_block"])
      ], columns: 1, panelHeight: 34 * max(count, 2) + 10)
    return page.script
  }

  /// The line of each optimizer, the best on top; of one that is not shown below all.
  private static func places(_ order: [Int], of count: Int) -> String {
    let lines = (0..<count).map { optimizer in
      order.firstIndex(of: optimizer).map { "\(order.count - $0)" } ?? "-1"
    }
    return "array line_of[\(lines.count)] = [\(lines.joined(separator: ", "))]"
  }

  /// Names over the means, on the side where there is room.
  private static func labels(
    _ order: [Int], _ means: [Double], _ context: RunOverview
  ) -> [String] {
    order.enumerated().map { place, optimizer in
      let name = PlainText.shortened(context.optimizers[optimizer].name, to: 40)
      let text = FigureText.source("\(name), \(NumberText.typeset(means[optimizer]))")
      let side = means[optimizer] > Double(means.count + 1) / 2 ? "right" : "left"
      return "set label \(text) at \(FigureNumber.exact(means[optimizer])), "
        + "\(FigureNumber.exact(Double(order.count - place) + 0.36)) \(side) noenhanced font "
        + "caption_font"
    }
  }

  private static func plots(_ order: [Int], hasBars: Bool) -> [String] {
    let own = order.sorted().map { "for [i = \($0 + 1):\($0 + 1)]" }
    let mine = "column('optimizer_index') == i - 1"
    let bars = own.map {
      "\($0) scores using (\(mine) ? column('mean_rank') : NaN):(line_of[i]):"
        + "(column('critical_difference') / 2) with xerrorbars pointtype 0 linecolor rgb color[i] "
        + "linewidth 1.5 * line_width title whose(i) noenhanced"
    }
    let singles = own.map {
      "\($0) budgets using (\(mine) && column('part') == 1 ? column('rank') : NaN):(line_of[i]) "
        + "with points pointtype 6 pointsize 0.9 linecolor rgb color[i] title whose(i) noenhanced"
    }
    let means = own.map {
      "\($0) scores using (\(mine) ? column('mean_rank') : NaN):(line_of[i]) "
        + "with points linestyle i pointsize 1.4 title whose(i) noenhanced"
    }
    return (hasBars ? bars : []) + singles + means
  }
}
