package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Walks down quadratics against what is known of them beforehand: how fast each optimizer goes under
/// each learning rate, and from which rate on it does not come down.
package enum Theory: Figure {
  package static let name = "theory"
  package static let title = "Theory"
  package static let summary =
    "quadratics: measured walks and rates over predicted ones, and the largest stable learning rates"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.hasTheory }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let introduction = [
      "On a quadratic each update of these optimizers multiplies the point's coordinate along each axis, "
        + "and the velocity along it, by one matrix. Its powers give the value after any number of steps, "
        + "the dashed lines; its largest eigenvalue what the value is multiplied by at each step in the "
        + "end, the lines over the learning rate, where marks are what was measured over the second half "
        + "of each walk.",
      "Above 1 the walk leaves: vertical lines are the largest learning rates that are stable, "
        + "2/λ for gradient descent, 2(1 + μ)/λ with momentum μ, and 2(1 + μ)/((1 + 2μ)λ) in Nesterov's "
        + "form, for the largest curvature λ.",
      context.theoryRows.contains { shown($0.walks).count < $0.walks.count }
        ? "Of several learning rates the walks of the smallest, the largest and the one that is compared "
          + "are drawn." : "",
      context.theoryRows.contains { $0.walks.contains { $0.points.count > shownPoints + 1 } }
        ? "Drawn is the beginning of each walk; theory.csv has more." : "",
    ]
    return context.caption(introduction, applies: applies, namesRates: false) { problem in
      let rows = rows(of: problem, context)
      return [
        stable(rows, context), factors(rows, context), error(rows), unknown(rows, problem, context),
      ]
    }
  }

  private static func rows(of problem: Int, _ context: RunOverview) -> [TheoryRow] {
    context.theoryRows.filter { $0.problem == problem && !$0.walks.isEmpty }
  }

  /// "The largest stable learning rate is 0.02 for GD and 0.038 for Momentum."
  private static func stable(_ rows: [TheoryRow], _ context: RunOverview) -> String {
    let items = rows.compactMap { row in
      row.largestStableRate.map {
        "\(NumberText.typeset($0)) for \(context.name(row.optimizer))"
      }
    }
    return items.isEmpty ? "" : "The largest stable learning rate is \(Wording.list(items))."
  }

  /// "At the rates that are compared the value is multiplied by 0.960 a step under GD at 0.02 (measured:
  /// 0.960) and by 0.81 under Momentum at 0.01 (0.81)."
  private static func factors(_ rows: [TheoryRow], _ context: RunOverview) -> String {
    let items = rows.compactMap { row -> String? in
      guard let walk = row.walks.first(where: \.isCompared), let measured = walk.measured else {
        return nil
      }
      return "\(digits(walk.factor)) under \(context.name(row.optimizer)) at "
        + "\(NumberText.typeset(walk.rate)) (\(digits(measured)))"
    }
    guard !items.isEmpty else { return "" }
    return
      "At the rates that other figures compare, the value is predicted to be multiplied at each step, "
      + "in the end, by \(Wording.list(items)); in parentheses is what was measured."
  }

  /// Four digits, for three would not tell two factors near 1 apart.
  private static func digits(_ factor: Double) -> String {
    CSVTable.number(NumberText.rounded(factor, digits: 4)) ?? ""
  }

  /// "Over all walks the values are off the predicted ones by at most 2·10⁻¹³ of these."
  private static func error(_ rows: [TheoryRow]) -> String {
    let errors = rows.flatMap(\.walks).flatMap(\.points).filter { $0.predicted > 1e-60 }
      .map { abs($0.value / $0.predicted - 1) }
    guard let worst = errors.max(), worst.isFinite else { return "" }
    return "Over all walks the values are off the predicted ones by at most "
      + "\(NumberText.typeset(worst)) of these."
  }

  /// "Nothing is predicted of Adam."
  private static func unknown(
    _ rows: [TheoryRow], _ problem: Int, _ context: RunOverview
  ) -> String {
    let others = context.optimizers.indices.filter { optimizer in
      !rows.contains { $0.optimizer == optimizer }
    }
    return others.isEmpty
      ? ""
      : "Nothing is predicted of \(Wording.list(others.map(context.name))), whose updates are not linear."
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    var legend = Legend.optimizers(context, hasOthers: false)
    legend.entries += [
      .init(text: "predicted walk", line: predictedLine),
      .init(text: "largest stable rate", line: "linecolor rgb grey dashtype 3 linewidth 1.4"),
    ]
    var page = FigurePage(
      self, legend: legend, context: context,
      data: [
        (.theory, ["problem_index", "optimizer_index", "walk", "step", "value", "predicted"]),
        (
          .theoryRates,
          [
            "problem_index", "optimizer_index", "lr", "is_walk", "predicted_factor",
            "measured_factor",
          ]
        ),
      ])
    for (index, problem) in context.shown(applies) {
      let rows = rows(of: index, context).filter { context.isProminent($0.optimizer) }
      page.addHeading(problem.name)
      page.addRow([rates(rows, problem: index)], columns: 1, panelHeight: 250)
      page.addPanels(walks(rows, problem: index, context), panelHeight: 190)
    }
    return page.script
  }

  /// Of a walk that swings, more points than this are a black bar.
  private static let shownPoints = 120

  private static let predictedLine = "linecolor rgb 'black' dashtype 2 linewidth 0.9"

  /// The factors over the learning rates.
  private static func rates(_ rows: [TheoryRow], problem: Int) -> Panel {
    let all = rows.flatMap(\.factors)
    let ends = all.map(\.rate)
    let low = min(all.map(\.factor).min() ?? 0, 0.9)
    let blocks = ["predicted", "measured"].map { "$\($0)_\(problem)" }
    let setup = zip(blocks, ["predicted", "measured"]).enumerated().map { isWalk, item in
      """
      \(item.0) << end
      0 NaN NaN
      end
      eval read_csv
      set table \(item.0) append
      plot theory_rates using (column('optimizer_index') + 1):(column('lr')): \\
        (column('\(item.1)_factor')) with table if (of(\(problem)) && column('is_walk') == \(isWalk))
      unset table
      eval read_block
      """
    }
    let lines = rows.compactMap { row in
      row.largestStableRate.map {
        "set arrow from \(FigureNumber.exact($0)), graph 0 to \(FigureNumber.exact($0)), graph 1 nohead "
          + "linecolor rgb color[\(row.optimizer + 1)] dashtype 3 linewidth 1.4"
      }
    }
    let plots = rows.flatMap { row in
      let own = "for [i = \(row.optimizer + 1):\(row.optimizer + 1)]"
      return [
        "\(own) \(blocks[0]) using ($1 == i ? $2 : NaN):3 with lines linestyle i title whose(i) "
          + "noenhanced",
        "\(own) \(blocks[1]) using ($1 == i ? $2 : NaN):3 with points linestyle i pointsize 1.1 "
          + "title whose(i) noenhanced",
      ]
    }
    return Panel(
      x: Axis(
        label: "learning rate", range: (ends.min() ?? 0.1)...(ends.max() ?? 1), isLogarithmic: true),
      y: Axis(label: "value after a step / before, in the end", range: low...1 + 0.2 * (1 - low)),
      setup: setup + lines,
      plots: ["1 with lines linecolor rgb '#909090' linewidth 1 notitle"] + plots,
      cleanup: ["unset arrow"])
  }

  /// Of many learning rates those at the ends and the one that is compared: walks that swing hide each
  /// other.
  private static func shown(_ walks: [TheoryRow.Walk]) -> [Int] {
    let order = walks.indices.sorted { walks[$0].rate < walks[$1].rate }
    let chosen = [order.first, walks.firstIndex(where: \.isCompared), order.last]
    return Set(chosen.compactMap { $0 }).sorted()
  }

  /// A panel an optimizer, with walks of some of its learning rates.
  private static func walks(
    _ rows: [TheoryRow], problem: Int, _ context: RunOverview
  ) -> [Panel] {
    let points = rows.flatMap(\.walks).flatMap(\.points)
    let start = points.first?.value ?? 1
    let ends = rows.flatMap(\.walks).compactMap { $0.points.prefix(shownPoints + 1).last?.step }
    let end = ends.max() ?? 1
    let calm = rows.flatMap(\.walks).filter(\.isCompared).flatMap(\.points)
      .filter { $0.step <= end }.map(\.value)
    let low = max(calm.filter { $0 > 0 }.min() ?? 1e-12 * start, 1e-15 * start)
    let y = Axis(
      label: "value", range: ValueAxis.powers(from: low, to: 10 * start), isLogarithmic: true)
    let x = Axis.counts("step", ends: [end], first: 1, ticks: 4)
    var walk = 0
    return rows.map { row in
      let block = "$walks_\(problem)_\(row.optimizer)"
      let setup = """
        \(block) << end
        -1 NaN NaN NaN
        end
        eval read_csv
        set table \(block) append
        plot theory using (column('walk')):(column('step') / \(FigureNumber.exact(x.unit))): \\
          (column('value')):(column('predicted')) \\
          with table if (of(\(problem)) && column('optimizer_index') == \(row.optimizer))
        unset table
        eval read_block
        """
      let own = shown(row.walks).map { String(walk + $0) }.joined(separator: " ")
      walk += row.walks.count
      let i = row.optimizer + 1
      let line = "\(block) using ($1 == int(w) ? $2 : NaN)"
      return Panel(
        title: PlainText.shortened(context.optimizers[row.optimizer].name, to: 24), x: x, y: y,
        setup: [setup],
        plots: [
          "for [i = \(i):\(i)] for [w in '\(own)'] \(line):3 with lines linecolor rgb pale(i) "
            + "linewidth 4 title whose(i) noenhanced",
          "for [w in '\(own)'] \(line):4 with lines \(predictedLine) notitle",
        ])
    }
  }
}
