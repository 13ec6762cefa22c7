internal import ExperimentRunner
internal import OptimizerLab

/// The two panels of one network's loss.
struct LossCurves {
  private var problem: RunOverview.Problem
  private var rows: [SummaryRow]
  private var context: RunOverview
  private var quantity: Quantity
  private var axis: ValueAxis
  /// What a surface's value is reduced by, so that its distance from the minimum is what is seen.
  private var offset = 0.0

  init(problem: RunOverview.Problem, rows: [SummaryRow], context: RunOverview) {
    self.problem = problem
    self.rows = rows
    self.context = context
    let quantity: Quantity =
      rows.contains { $0.values[.evalLoss] != nil } ? .evalLoss : .loss
    self.quantity = quantity
    func curves(above offset: Double) -> [[Double]] {
      context.optimizers.indices.map { optimizer in
        rows.filter { $0.optimizer == optimizer }
          .compactMap { $0.values[quantity].map { $0.median - offset } }
      }
    }
    axis = ValueAxis(curves: curves(above: 0))
    if let minimum = problem.traits.referenceLoss {
      let above = ValueAxis(curves: curves(above: minimum))
      if above.isLogarithmic { (axis, offset) = (above, minimum) }
    }
    let offset = offset
    let highs = context.optimizers.indices.map { optimizer in
      let own = rows.filter { $0.optimizer == optimizer }.compactMap { $0.values[quantity]?.high }
      return (own.max() ?? -.infinity) - offset
    }
    axis = axis.reaching(highs)
  }

  /// Whose curves leave the frame, and whose bands.
  var note: String? { axis.note(of: context.optimizers) }

  func panels(of problemIndex: Int, network: String) -> [Panel] {
    let axes = SwitchedAxes(
      rows: rows, task: problem.traits, optimizers: context.optimizers.count)
    let choices = [("x_left", context.axis), ("x_right", context.axis.other)]
    return choices.enumerated().map { place, item in
      let (choice, cost) = item
      // Where the script is as it was written; the commands of the chosen axis come after.
      let x = axes.axis(cost) ?? axes.axis(.step) ?? Axis(label: "step", range: 0...1)
      let curves = CurveSet(
        file: .summary,
        rows: network.isEmpty ? .problem(problemIndex) : .network(problemIndex, network),
        x: (cost.rawValue, x), quantity: quantity.rawValue,
        transform: offset == 0 ? .none : .above(offset),
        floor: axis.isLogarithmic ? axis.range.lowerBound : nil, hasBand: context.seedCount > 1,
        isSwitched: true, deaths: Set(rows.filter { $0.died > 0 }.map(\.optimizer)).sorted())
      var y = Axis(label: label, range: axis.range, isLogarithmic: axis.isLogarithmic)
      if place > 0 { (y.hidesNumbers, y.label) = (true, "") }
      return Panel(
        x: x, y: y,
        setup: (place == 0 ? [axes.definitions] : []) + ["eval value('axis_' . \(choice))"],
        curves: [curves])
    }
  }

  private var label: String {
    switch (problem.traits.hasExamples, quantity) {
    case (false, _): offset == 0 && axis.isLogarithmic == false ? "value" : "value above minimum"
    case (_, .evalLoss): "loss over all examples"
    default: "loss of the batch"
    }
  }
}
