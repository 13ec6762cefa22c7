internal import ExperimentRunner
internal import Foundation
internal import OptimizerLab

/// Where each optimizer ends under each learning rate that it was tried with: how well it can do,
/// and how much it forgives.
package enum LearningRateSensitivity: Figure {
  package static let name = "lr_sensitivity"
  package static let title = "Learning-rate sensitivity"
  package static let summary = "final and lowest loss over the learning rates that were tried"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.isSwept }

  package static func caption(_ context: RunOverview) -> String {
    let rows = context.rateRows
    let isMarked = rows.contains { $0.diverged > 0 }
    let isCircled = rows.contains { $0.isCompared && $0.finalLoss != nil }
    let introduction = [
      "Final and lowest loss"
        + (isMarked
          ? "; a trial that diverged counts as infinitely high, and a rate under which at least half did "
            + "has no median. Marks at the top edge are rates under which trials diverged, with their "
            + "number of all."
          : "."),
      leavesFrame(context)
        ? "Lines that leave the frame end above 100 times the highest lowest loss."
        : "",
      isCircled
        ? "A circle marks the rate that the other figures compare: the one of the lowest final loss."
        : "", context.seedSentence(applies),
    ]
    return context.caption(introduction, applies: applies, namesRates: false) { problem in
      RateCaption(context: context, problem: problem).sentences
    }
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .optimizers(context), context: context, data: [(.rates, columns)])
    for (index, problem) in context.problems.enumerated() where applies(to: problem) {
      for network in problem.networks.map(\.name) {
        let rows = context.rateRows.filter { $0.problem == index && $0.network == network }
        guard !rows.isEmpty else { continue }
        page.addHeading(problem.heading(of: network))
        page.addRow(
          panels(rows, of: index, network: network, context), columns: 2, panelHeight: 240, gap: 30)
      }
    }
    return page.script
  }

  /// Whether some median final loss is above what a panel shows.
  private static func leavesFrame(_ context: RunOverview) -> Bool {
    Dictionary(grouping: context.rateRows) { "\($0.problem) \($0.network)" }.values.contains {
      rows in
      let offset = context.problems[rows[0].problem].traits.referenceLoss
      let top = RateScale(rows, minimum: offset, context).highest
      return rows.contains { ($0.finalLoss?.median ?? -.infinity) > top }
    }
  }

  private static let columns =
    [
      "problem_index", "optimizer_index", "network", "lr", "seeds", "diverged", "compared",
    ]
    + ["final_loss", "best_loss"].flatMap { name in
      ["median", "low", "high"].map { "\(name)_\($0)" }
    }

  /// One scale for both panels: how much is lost from the lowest to the last is to be seen.
  private static func panels(
    _ rows: [RateRow], of problem: Int, network: String, _ context: RunOverview
  ) -> [Panel] {
    let scale = RateScale(rows, minimum: context.problems[problem].traits.referenceLoss, context)
    let rates = rows.map(\.rate)
    let x = Axis(
      label: "learning rate",
      range: ValueAxis.powers(from: rates.min() ?? 1, to: rates.max() ?? 1), isLogarithmic: true)
    let own = CurveRows.network(problem, network)
    return [("final_loss", "at the end"), ("best_loss", "lowest")].enumerated().map { place, item in
      let (quantity, title) = item
      var curves = CurveSet(
        file: .rates, rows: own, x: ("lr", x), quantity: quantity, transform: scale.transform,
        floor: scale.y.isLogarithmic ? scale.y.range.lowerBound : nil,
        hasBand: context.seedCount > 1, marks: "1000"
      ).cut(at: scale.y, in: context)
      let setup = curves.setup
      var plots: [String] = []
      for optimizer in optimizers(rows, where: { $0.finalLoss != nil }) {
        curves.optimizer = optimizer
        // The band before all lines, so that it lies under them.
        let own = curves.plots
        plots = own.dropLast() + plots + own.suffix(1)
      }
      var y = scale.y
      if place > 0 { (y.hidesNumbers, y.label) = (true, "") }
      return Panel(
        title: title, x: x, y: y,
        setup: [setup, marks(quantity, own.condition, scale), "edge(i) = \(scale.edge)"],
        plots: ["NaN notitle"] + plots + markPlots(rows), hasCutBands: curves.frame != nil)
    }
  }

  /// The optimizers of some of the rows, in the order of the spec.
  private static func optimizers(_ rows: [RateRow], where isMeant: (RateRow) -> Bool) -> [Int] {
    Set(rows.filter(isMeant).map(\.optimizer)).sorted()
  }

  private static func loop(_ optimizer: Int) -> String { "i = \(optimizer + 1):\(optimizer + 1)" }

  /// Commands that fill blocks with the rates of diverged trials and with those that are compared.
  private static func marks(_ quantity: String, _ rows: String, _ scale: RateScale) -> String {
    let height = scale.transform.source("column('\(quantity)_median')")
    return """
      $diverged << end
      0 NaN NaN NaN
      end
      $compared << end
      0 NaN NaN
      end
      eval read_csv
      set table $diverged append
      plot lr_sensitivity using (column('optimizer_index') + 1):(column('lr')):(column('diverged')):\\
        (column('seeds')) with table if (\(rows) && column('diverged') > 0)
      set table $compared append
      plot lr_sensitivity using (column('optimizer_index') + 1):(column('lr')):(\(height)) \\
        with table if (\(rows) && column('compared') == 1)
      unset table
      eval read_block
      """
  }

  /// Only of the optimizers that have some: gnuplot complains of marks without a place.
  private static func markPlots(_ rows: [RateRow]) -> [String] {
    optimizers(rows) { $0.isCompared && $0.finalLoss != nil }.map { optimizer in
      "for [\(loop(optimizer))] $compared using ($1 == i ? $2 : NaN):3 with points pointtype 6 "
        + "pointsize 1.5 linewidth line_width linecolor rgb color[i] title whose(i) noenhanced"
    }
      + optimizers(rows) { $0.diverged > 0 }.flatMap { optimizer in
        let place = "for [\(loop(optimizer))] $diverged using ($1 == i ? $2 : NaN):(edge(i))"
        return [
          "\(place) with points linestyle i pointsize 0.9 title whose(i) noenhanced",
          "\(place):(sprintf('%d/%d', $3, $4)) with labels left offset 0.7, 0 font caption_font "
            + "textcolor rgb grey notitle",
        ]
      }
  }
}

/// The vertical axis of one network's losses over the rates, with room for the marks of diverged
/// trials at its top, a line of marks an optimizer.
private struct RateScale {
  var y: Axis
  /// What becomes of a value: on a surface its distance from the minimum.
  var transform = CurveTransform.none
  /// Where the marks of optimizer `i` stand, as gnuplot has it.
  var edge: String
  /// The loss at the top of the frame.
  var highest: Double {
    if case .above(let minimum) = transform { return y.range.upperBound + minimum }
    return y.range.upperBound
  }

  init(_ rows: [RateRow], minimum: Double?, _ context: RunOverview) {
    // A loss that has exploded short of infinity must not press the others flat.
    func axis(above offset: Double) -> ValueAxis {
      let highest = rows.compactMap { $0.bestLoss.map { $0.median - offset } }.max() ?? 1
      return ValueAxis(
        curves: context.optimizers.indices.map { optimizer in
          rows.filter { $0.optimizer == optimizer }
            .flatMap { [$0.finalLoss?.median, $0.bestLoss?.median] }
            .compactMap { $0.map { min($0 - offset, 100 * max(highest, 0)) } }
        })
    }
    var values = axis(above: 0)
    var label = "loss"
    if let minimum {
      label = "value"
      let above = axis(above: minimum)
      if above.isLogarithmic {
        values = above
        label = "value above minimum"
        transform = .above(minimum)
      }
    }
    let lines = rows.contains { $0.diverged > 0 } ? Double(context.optimizers.count) : 0
    let (low, top) = (values.range.lowerBound, values.range.upperBound)
    if values.isLogarithmic {
      let height = pow(top / low, 0.06)
      let high = top * pow(height, lines)
      edge = "\(FigureNumber.exact(high)) / \(FigureNumber.exact(height))**(i - 0.4)"
      y = Axis(label: label, range: low...high, isLogarithmic: true)
    } else {
      let height = 0.06 * (top - low)
      let high = top + height * lines
      edge = "\(FigureNumber.exact(high)) - \(FigureNumber.exact(height)) * (i - 0.4)"
      y = Axis(label: label, range: low...high)
    }
  }
}
