/// The two panels of one network's loss.
struct LossCurves {
  private var problem: FigureContext.Problem
  private var rows: [SummaryRow]
  private var context: FigureContext
  private var quantity: SummaryRow.Quantity
  private var axis: ValueAxis
  /// What a surface's value is reduced by, so that its distance from the minimum is what is seen.
  private var offset = 0.0

  init(problem: FigureContext.Problem, rows: [SummaryRow], context: FigureContext) {
    self.problem = problem
    self.rows = rows
    self.context = context
    let quantity: SummaryRow.Quantity =
      rows.contains { $0.values[.evalLoss] != nil } ? .evalLoss : .loss
    self.quantity = quantity
    func curves(above offset: Double) -> [[Double]] {
      context.optimizers.indices.map { optimizer in
        rows.filter { $0.optimizer == optimizer }
          .compactMap { $0.values[quantity].map { $0.median - offset } }
      }
    }
    axis = ValueAxis(curves: curves(above: 0))
    if let minimum = problem.surface?.minimumValue {
      let above = ValueAxis(curves: curves(above: minimum))
      if above.isLogarithmic { (axis, offset) = (above, minimum) }
    }
  }

  /// Whose curves leave the frame.
  var note: String? {
    let beyond = axis.beyond.map { FigureText.shortened(context.optimizers[$0].name, to: 24) }
    return beyond.isEmpty ? nil : "leaves the frame: \(Wording.list(beyond, limit: 5))"
  }

  private var isThinned: Bool { CurveSet.isThinned(rows) }

  func panels(of problemIndex: Int, network: String) -> [Panel] {
    let steps = FigureContext.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 5)
    let evaluations = FigureContext.axis(
      "gradient evaluations" + (problem.kind == .surface ? "" : ", one per example"),
      of: rows, value: \.gradientEvaluations, optimizers: context.optimizers.count, ticks: 5)
    return [(steps, "step"), (evaluations, "gradient_evaluations")].map { x, column in
      let curves = CurveSet(
        file: .summary,
        rows: network.isEmpty ? .problem(problemIndex) : .network(problemIndex, network),
        x: (column, x), isThinned: isThinned, quantity: quantity.rawValue,
        transform: offset == 0 ? .none : .above(offset),
        floor: axis.isLogarithmic ? axis.range.lowerBound : nil, hasBand: context.seedCount > 1)
      var y = Axis(label: label, range: axis.range, isLogarithmic: axis.isLogarithmic)
      if column != "step" { (y.hidesNumbers, y.label) = (true, "") }
      return Panel(x: x, y: y, curves: [curves])
    }
  }

  private var label: String {
    switch (problem.kind, quantity) {
    case (.surface, _): offset == 0 && axis.isLogarithmic == false ? "value" : "value above minimum"
    case (_, .evalLoss): "loss over all examples"
    default: "loss of the batch"
    }
  }
}
