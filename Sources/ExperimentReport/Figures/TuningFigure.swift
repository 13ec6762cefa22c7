package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What comes of how many tries: how low the best of them is, and who wins.
package enum TuningFigure: Figure {
  package static let name = "tuning"
  package static let title = "Tuning budget"
  package static let summary =
    "with tuning, the expected best loss and the probability to win after so many tries"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.isTuned }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let isCut = context.budgetRows.contains { $0.expectedBest == nil }
    let introduction = [
      "Left, the mean of the best of so many configurations, drawn without replacement from those that "
        + "were tried, by their medians on the seeds of tuning"
        + (isCut ? "; a line begins where not all that is drawn can have diverged." : "."),
      "Right, how likely an optimizer's best is the lowest of all, each with so many tries; equal ones "
        + "share it.", context.prominenceSentence,
    ]
    return context.caption(introduction, applies: applies, namesRates: false) { problem in
      let facts = ChoiceFacts(context: context, problem: problem)
      return [winners(context, problem), facts.tuned, facts.edges]
    }
  }

  /// "Most likely to win with one try is Adam (42 %), with 12 SGD (100 %)."
  private static func winners(_ context: RunOverview, _ problem: Int) -> String {
    let rows = context.budgetRows.filter { $0.problem == problem }
    guard Set(rows.map(\.optimizer)).count > 1, let last = rows.map(\.tries).max() else {
      return ""
    }
    func winner(_ tries: Int) -> (names: String, share: String)? {
      let own = rows.filter { $0.tries == tries }
      guard let best = own.map(\.winProbability).max(), best > 0 else { return nil }
      let names = own.filter { $0.winProbability > best - 1e-9 }.map { context.name($0.optimizer) }
      return (Wording.list(names), "\(Int((100 * best).rounded())) %")
    }
    guard let first = winner(1), let end = winner(last) else { return "" }
    return first.names == end.names
      ? "Most likely to win is \(first.names), with one try (\(first.share)) as with \(last) "
        + "(\(end.share))."
      : "Most likely to win with one try is \(first.names) (\(first.share)), with \(last) "
        + "\(end.names) (\(end.share))."
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .optimizers(context), context: context,
      data: [
        (
          .tuning,
          ["problem_index", "optimizer_index", "tries", "expected_best", "win_probability"]
        )
      ])
    for (index, problem) in context.shown(applies) {
      page.addHeading(problem.heading(of: problem.networks[problem.traits.comparedNetwork].name))
      page.addRow(panels(index, context), columns: 2, panelHeight: 220)
    }
    return page.script
  }

  private static func panels(_ problem: Int, _ context: RunOverview) -> [Panel] {
    let rows = context.budgetRows.filter { $0.problem == problem }
    let most = Double(rows.map(\.tries).max() ?? 1)
    let x = Axis(
      label: "configurations tried", range: 0...(most + 0.5),
      tickStep: max(FigureNumber.tickStep(for: most, count: 6), 1))
    let curves = context.optimizers.indices.map { optimizer in
      rows.filter { $0.optimizer == optimizer }.compactMap(\.expectedBest)
    }
    let values = ValueAxis.ofLosses(curves)
    let loss = Axis(
      label: context.problems[problem].traits.isDistance
        ? "distance to equilibrium"
        : context.problems[problem].traits.referenceLoss == nil ? "loss" : "value above minimum",
      range: values.range, isLogarithmic: values.isLogarithmic)
    let expected = panel(
      "expected best", x, loss, "expected_best", problem,
      context.drawingOrder(curves.indices.filter { !curves[$0].isEmpty }))
    let wins = panel(
      "probability to win", x, Axis(label: "percent", range: -3...103, tickStep: 25),
      "win_probability", problem, context.drawingOrder(Set(rows.map(\.optimizer)).sorted()),
      factor: 100)
    return [expected, wins]
  }

  private static func panel(
    _ title: String, _ x: Axis, _ y: Axis, _ column: String, _ problem: Int, _ optimizers: [Int],
    factor: Int = 1
  ) -> Panel {
    let setup = """
      $rows << end
      0 NaN NaN
      end
      eval read_csv
      set table $rows append
      plot tuning_budget using (column('optimizer_index') + 1):(column('tries')):\\
        (\(factor) * column('\(column)')) with table if (of(\(problem)))
      unset table
      eval read_block
      """
    return Panel(
      title: title, x: x, y: y, setup: [setup],
      plots: ["NaN notitle"]
        + optimizers.map { optimizer in
          "for [i = \(optimizer + 1):\(optimizer + 1)] $rows using ($1 == i ? $2 : NaN):3 "
            + "with linespoints linestyle i title whose(i) noenhanced"
        })
  }
}
