package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Where each optimizer ends under each learning rate that it was tried with: how well it can do,
/// and how much it forgives.
package enum LearningRateSensitivity: Figure {
  package static let name = "lr_sensitivity"
  package static let title = "Learning-rate sensitivity"
  package static let summary = "final loss and failures over the learning rates that were tried"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.isSwept }

  package static func caption(_ context: RunOverview) -> String {
    let rows = context.rateRows
    let hasDiverged = rows.contains { $0.diverged > 0 }
    let isCircled = rows.contains { $0.isCompared && !$0.isLost && $0.finalLoss != nil }
    let introduction = [
      "Left, the final loss, where more than half of the trials finished"
        + (hasDiverged
          ? ", a trial that diverged counting as infinitely high; right, how many diverged."
          : "; right, how many diverged: none."),
      leavesFrame(context)
        ? "Lines that leave the frame end above 100 times the highest lowest loss."
        : "",
      showsStart(context) ? "The grey line is the loss at the start." : "",
      context.problems.indices.contains {
        applies(to: context.problems[$0]) && !stableRates(of: $0, context).isEmpty
      }
        ? "A vertical line is the largest stable learning rate of an optimizer, as far as it is known for "
          + "a quadratic."
        : "",
      isCircled
        ? "A circle marks the rate that the other figures compare: " + circled(rows) + "."
        : "", context.rangeSentence(applies),
    ]
    return context.caption(introduction, applies: applies, namesRates: false) { problem in
      RateCaption(context: context, problem: problem).sentences
    }
  }

  private static func circled(_ rows: [RateRow]) -> String {
    let edges = rows.count(where: \.isOfEdge)
    let largest = "the largest without divergence, where that was looked for"
    return edges == 0
      ? "the one of the lowest final loss"
      : edges == rows.count
        ? "the largest without divergence" : "the one of the lowest final loss, or \(largest)"
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .ranges(context), context: context,
      data: [
        (.rates, columns + (context.seedCount > Summary.dotLimit ? outerColumns : []))
      ])
    for (index, problem) in context.shown(applies) {
      for network in problem.networks.map(\.name) {
        let rows = context.rateRows.filter { $0.problem == index && $0.network == network }
        guard !rows.isEmpty else { continue }
        page.addHeading(problem.heading(of: network))
        page.addRow(
          panels(rows, of: index, network: network, context), columns: 2, panelHeight: 240)
      }
    }
    return page.script
  }

  /// Whether some median final loss is above what a panel shows.
  private static func leavesFrame(_ context: RunOverview) -> Bool {
    Dictionary(grouping: context.rateRows) { "\($0.problem) \($0.network)" }.values.contains {
      rows in
      let top = RateScale(rows, context).highest
      return rows.contains { !$0.isLost && ($0.finalLoss?.median ?? -.infinity) > top }
    }
  }

  private static func showsStart(_ context: RunOverview) -> Bool {
    context.problems.indices.contains { problem in
      guard let network = context.problems[problem].rankedNetwork else { return false }
      let name = context.problems[problem].networks[network].name
      let rows = context.rateRows.filter { $0.problem == problem && $0.network == name }
      return !rows.isEmpty && RateScale(rows, context).start != nil
    }
  }

  /// About; only very narrow ones show their seeds otherwise.
  private static let panelWidth = 373.0

  private static let outerColumns = Quantiles.outerNames.map { "final_loss_\($0)" }
  private static let columns =
    [
      "problem_index", "optimizer_index", "network", "lr", "seeds", "finished", "diverged",
      "compared",
    ] + ["median", "low", "high"].map { "final_loss_\($0)" }

  private static func panels(
    _ rows: [RateRow], of problem: Int, network: String, _ context: RunOverview
  ) -> [Panel] {
    let scale = RateScale(rows, context)
    let rates = rows.map(\.rate)
    let x = Axis(
      label: "learning rate",
      range: ValueAxis.powers(from: rates.min() ?? 1, to: rates.max() ?? 1), isLogarithmic: true)
    let own = CurveRows.network(problem, network)
    var curves = CurveSet(
      file: .rates, rows: own, x: ("lr", x), quantity: "final_loss", transform: scale.transform,
      floor: scale.y.isLogarithmic ? scale.y.range.lowerBound : nil,
      hasBand: context.seedCount > 1, marks: "1000", gap: isLost)
    curves.seeds = curves.display(width: panelWidth, in: context)
    curves.layers = CurveLayers(context)
    curves = curves.cut(at: scale.y, in: context)
    let setup = curves.setup
    var plots: [String] = []
    let drawn = optimizers(rows, where: { !$0.isLost && $0.finalLoss != nil })
    for optimizer in context.drawingOrder(drawn) {
      curves.optimizer = optimizer
      // The band before all lines, so that it lies under them.
      let own = curves.plots
      plots = own.dropLast() + plots + own.suffix(1)
    }
    return [
      Panel(
        title: "final loss", x: x, y: scale.y,
        setup: [setup, compared(own.condition, scale)] + stable(rows, x, context),
        plots: ["NaN notitle"]
          + (scale.start.map {
            ["\(FigureNumber.exact($0)) with lines linecolor rgb '#909090' linewidth 1 notitle"]
          } ?? []) + plots + circles(rows, context), hasCutBands: curves.frame != nil,
        cleanup: ["unset arrow"]),
      failures(rows, own.condition, x, context),
    ]
  }

  /// Commands that draw a line where an optimizer's rates cease to be stable, as far as that is known and
  /// in the frame.
  private static func stable(_ rows: [RateRow], _ x: Axis, _ context: RunOverview) -> [String] {
    stableRates(of: rows[0].problem, context).filter { x.range.contains($0.rate) }.map { line in
      let place = FigureNumber.exact(line.rate)
      return "set arrow from \(place), graph 0 to \(place), graph 1 nohead "
        + "linecolor rgb color[\(line.optimizer + 1)] dashtype 3 linewidth 1.4"
    }
  }

  private static func stableRates(
    of problem: Int, _ context: RunOverview
  ) -> [(optimizer: Int, rate: Double)] {
    context.theoryRows.filter { row in
      row.problem == problem && context.isProminent(row.optimizer)
    }.compactMap { row in
      row.largestStableRate.map { (row.optimizer, $0) }
    }
  }

  /// A row whose median is that of trials that diverged, as `RateRow.isLost` has it.
  private static let isLost = "(column('diverged') > 0 && column('diverged') >= column('finished'))"

  /// The part of the seeds that diverged.
  private static func failures(
    _ rows: [RateRow], _ condition: String, _ x: Axis, _ context: RunOverview
  ) -> Panel {
    let setup = """
      $failures << end
      0 NaN NaN
      end
      eval read_csv
      set table $failures append
      plot lr_sensitivity using (column('optimizer_index') + 1):(column('lr')):\
        (100 * column('diverged') / column('seeds')) with table if (\(condition))
      unset table
      eval read_block
      """
    return Panel(
      title: "trials that diverged", x: x,
      y: Axis(label: "percent of the seeds", range: -4...104, tickStep: 25), setup: [setup],
      plots: ["NaN notitle"]
        + context.drawingOrder(optimizers(rows) { _ in true }).map { optimizer in
          "for [\(loop(optimizer))] $failures using ($1 == i ? $2 : NaN):3 with linespoints "
            + "linestyle i title whose(i) noenhanced"
        })
  }

  /// The optimizers of some of the rows, in the order of the spec.
  private static func optimizers(_ rows: [RateRow], where isMeant: (RateRow) -> Bool) -> [Int] {
    Set(rows.filter(isMeant).map(\.optimizer)).sorted()
  }

  private static func loop(_ optimizer: Int) -> String { "i = \(optimizer + 1):\(optimizer + 1)" }

  /// Commands that fill a block with the rates that are compared.
  private static func compared(_ rows: String, _ scale: RateScale) -> String {
    let height = scale.transform.source("column('final_loss_median')")
    return """
      $compared << end
      0 NaN NaN
      end
      eval read_csv
      set table $compared append
      plot lr_sensitivity using (column('optimizer_index') + 1):(column('lr')):(\(height)) \
        with table if (\(rows) && column('compared') == 1 && !\(isLost))
      unset table
      eval read_block
      """
  }

  /// Only of the optimizers that have some: gnuplot complains of marks without a place.
  private static func circles(_ rows: [RateRow], _ context: RunOverview) -> [String] {
    optimizers(rows) {
      $0.isCompared && !$0.isLost && $0.finalLoss != nil && context.isProminent($0.optimizer)
    }.map { optimizer in
      "for [\(loop(optimizer))] $compared using ($1 == i ? $2 : NaN):3 with points pointtype 6 "
        + "pointsize \(1.5 + 0.4 * Double(optimizer % 3)) linewidth line_width linecolor rgb color[i] "
        + "title whose(i) noenhanced"
    }
  }
}

/// The vertical axis of one network's losses over the rates.
private struct RateScale {
  var y: Axis
  /// What becomes of a value: on a surface its distance from the minimum.
  var transform = CurveTransform.none
  /// The loss at the top of the frame.
  var highest: Double {
    if case .above(let minimum) = transform { return y.range.upperBound + minimum }
    return y.range.upperBound
  }

  /// The loss at the start on this axis; `nil` where it is not within it, or optimizers are not ranked
  /// by what the rows are of.
  var start: Double?

  /// - Parameter rows: of one network, some.
  init(_ rows: [RateRow], _ context: RunOverview) {
    let problem = rows[0].problem
    let minimum = context.problems[problem].traits.referenceLoss
    // A loss that has exploded short of infinity must not press the others flat.
    func axis(above offset: Double) -> ValueAxis {
      let highest = rows.compactMap { $0.bestLoss.map { $0.median - offset } }.max() ?? 1
      return ValueAxis.ofLosses(
        context.optimizers.indices.map { optimizer in
          rows.filter { $0.optimizer == optimizer }
            .compactMap { $0.isLost ? nil : $0.finalLoss?.median }
            .map { min($0 - offset, 100 * max(highest, 0)) }
        })
    }
    var values = axis(above: 0)
    var label = context.problems[problem].traits.isDistance ? "distance to equilibrium" : "loss"
    if let minimum {
      label = "value"
      let above = axis(above: minimum)
      if above.isLogarithmic {
        values = above
        label = "value above minimum"
        transform = .above(minimum)
      }
    }
    y = Axis(label: label, range: values.range, isLogarithmic: values.isLogarithmic)
    let network = context.problems[problem].networks.firstIndex { $0.name == rows[0].network }
    guard let network, context.problems[problem].rankedNetwork == network else { return }
    let isAbove = if case .above = transform { true } else { false }
    start = LossComparison(context, problem: problem, network: network).targets.start
      .map { $0 + (isAbove ? 0 : minimum ?? 0) }.flatMap { y.range.contains($0) ? $0 : nil }
  }
}
