package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How strongly the loss curves on the way, and beyond which curvature each optimizer begins to swing.
package enum Sharpness: Figure {
  package static let name = "sharpness"
  package static let title = "Sharpness"
  package static let summary =
    "largest eigenvalue of the loss's Hessian over the steps, with each optimizer's stability line"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.hasCurvature }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let introduction = [
      "Sharpness is the largest eigenvalue of the Hessian of the loss over all data; where an optimizer "
        + "divides its steps by denominators P, that of P^(−1/2)·H·P^(−1/2) is shown, too. A straight "
        + "line of an optimizer's colour is where it begins to swing, 2/η for gradient descent.",
      "Critical sharpness is 2/η of the least rate η with which the coming update raises the loss: "
        + "above the straight line, which is that of its own rate, it does.",
      context.seedSentence(applies),
    ]
    return context.caption(introduction, applies: applies, ofCurves: true) { problem in
      [endings(context, problem), critical(context, problem)]
        + context.divergenceNotes(of: LossComparison(context, problem: problem))
    }
  }

  /// "At the end it is 39.8 for GD, whose line is 40, and 12 for Adam (preconditioned, 37500, whose line
  /// is 38000)."
  private static func endings(_ context: RunOverview, _ problem: Int) -> String {
    let items = context.ends(problem: problem) { $0.last(.sharpness, network: 0) }.map { end in
      let line = line(of: end.optimizer, problem, context)
      let value = "\(end.spread.inWords) for \(context.name(end))"
      guard let line else { return value }
      let words = NumberText.short(line.sharpness)
      guard line.isPreconditioned else { return "\(value), whose line is \(words)" }
      let own = context.ends(problem: problem) { $0.last(.preconditionedSharpness, network: 0) }
        .first { $0.optimizer == end.optimizer }
      return own.map {
        "\(value), whose line is \(words) for the preconditioned \($0.spread.inWords)"
      } ?? value
    }
    return items.isEmpty ? "" : "At the end it is \(items.joined(separator: "; "))."
  }

  /// "Critical sharpness is then 39.7 (GD) to 2100 (Adam)."
  private static func critical(_ context: RunOverview, _ problem: Int) -> String {
    let ends = context.ends(problem: problem) { $0.last(.criticalSharpness, network: 0) }
    guard let range = EndRange(context, ends).words(NumberText.short) else { return "" }
    return "Critical sharpness is then \(range.text)."
  }

  /// The same under every seed, for it depends on settings alone.
  private static func line(
    of optimizer: Int, _ problem: Int, _ context: RunOverview
  ) -> StabilityLine? {
    context.runs(problem: problem, optimizer: optimizer).first?.stability
  }

  /// Where an optimizer's straight line stands in the panel of a quantity: in that of the critical
  /// sharpness at 2/η, above which the coming update raises the loss.
  private static func height(
    of quantity: Quantity, _ optimizer: Int, _ problem: Int, _ context: RunOverview
  ) -> Double? {
    if quantity == .criticalSharpness {
      // Under a schedule the line moves.
      guard !context.optimizers[optimizer].hasSchedule else { return nil }
      return context.runs(problem: problem, optimizer: optimizer).first?.learningRate.map { 2 / $0 }
    }
    guard let line = line(of: optimizer, problem, context), line.sharpness > 0,
      line.isPreconditioned == (quantity == .preconditionedSharpness)
    else { return nil }
    return line.sharpness
  }

  // MARK: Script

  private static let quantities: [Quantity] = [
    .sharpness, .criticalSharpness, .preconditionedSharpness,
  ]

  package static func script(_ context: RunOverview) -> FigureScript {
    let values = quantities.map { "\($0.rawValue)_median" }
    var page = FigurePage(
      self, legend: .curves(context), context: context,
      data: [(.summary, ["problem_index", "optimizer_index", "network", "step"] + values)])
    for (index, problem) in context.shown(applies) {
      page.addHeading(problem.name)
      let panels = quantities.compactMap { panel($0, of: index, context) }
      page.addRow(panels, columns: max(panels.count, 2), panelHeight: 240, gap: 84)
    }
    return page.script
  }

  /// `nil` where nothing was recorded.
  private static func panel(
    _ quantity: Quantity, of problem: Int, _ context: RunOverview
  ) -> Panel? {
    let network = context.problems[problem].networks.first?.name ?? ""
    let rows = context.summary.filter { $0.problem == problem && $0.network == network }
    let curves = context.optimizers.indices.map { optimizer in
      rows.filter { $0.optimizer == optimizer }.compactMap { $0.values[quantity]?.median }
    }
    guard curves.contains(where: { !$0.isEmpty }) else { return nil }
    let known = context.drawingOrder(context.optimizers.indices.filter { !curves[$0].isEmpty })
    let lines = known.filter(context.isProminent).compactMap { optimizer in
      height(of: quantity, optimizer, problem, context).map { (optimizer: optimizer, height: $0) }
    }
    let axis = ValueAxis(curves: curves + lines.map { [$0.height] })
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    // gnuplot warns of a curve without a point.
    let sets = known.map { optimizer in
      CurveSet(
        file: .summary, rows: .network(problem, network), optimizer: optimizer, x: ("step", x),
        quantity: quantity.rawValue, floor: axis.isLogarithmic ? axis.range.lowerBound : nil,
        hasBand: context.seedCount > 1, block: "$rows\(optimizer)")
    }
    return Panel(
      title: quantity.rawValue.words, x: x,
      y: Axis(
        label: quantity == .criticalSharpness ? "2 / critical rate" : "largest eigenvalue",
        range: axis.range, isLogarithmic: axis.isLogarithmic),
      plots: lines.map { line in
        "\(FigureNumber.exact(line.height)) with lines linecolor rgb "
          + "color[\(line.optimizer + 1)] linewidth 0.7 notitle"
      }, curves: sets)
  }
}
