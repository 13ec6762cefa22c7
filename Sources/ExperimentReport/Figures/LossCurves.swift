internal import ExperimentRunner
internal import OptimizerLab

/// The panels of one network's loss: one, or two along axes that are not the same.
struct LossCurves {
  private var place: Int
  private var network: String
  private var problem: RunOverview.Problem
  private var rows: [SummaryRow]
  private var context: RunOverview
  private var measured: LossMeasure
  private var axis: ValueAxis
  /// What a surface's value is reduced by, so that its distance from the minimum is what is seen.
  private var offset = 0.0

  /// - Parameters:
  ///   - place: the problem's.
  ///   - network: its network's name; empty where it has none.
  ///   - logarithmic: the units of losses that have axes of equal factors.
  init(
    place: Int, network: String, rows: [SummaryRow], context: RunOverview,
    logarithmic: Set<LossMeasure.Unit>
  ) {
    let problem = context.problems[place]
    self.place = place
    self.network = network
    self.problem = problem
    self.rows = rows
    self.context = context
    let measured = LossMeasure(problem: problem, rows: rows, optimizers: context.optimizers.count)
    self.measured = measured
    let isLogarithmic = logarithmic.contains(measured.unit)
    offset = isLogarithmic ? measured.minimum : 0
    let offset = offset
    axis = ValueAxis(
      curves: measured.curves.map { $0.map { $0 - offset } }, logarithmic: isLogarithmic,
      steepness: 30)
    axis = axis.reaching(
      context.highs(
        measured.quantity, in: place, network: network.isEmpty ? nil : network
      ).map { $0 - offset })
  }

  /// Whose curves leave the frame, and whose bands or dots.
  var note: String? {
    axis.note(of: context.optimizers, spread: context.leavingSeeds)
  }

  /// Whether a second axis would show anything else.
  var hasTwo: Bool {
    let (left, right) = (context.axis, context.axis.other)
    let prices = rows.compactMap { row -> Double? in
      guard let a = left.value(row), let b = right.value(row), a > 0 else { return nil }
      return b / a
    }
    // Epochs may end with a smaller batch.
    return (prices.max() ?? 0) > 1.01 * (prices.min() ?? 0)
  }

  var panels: [Panel] {
    let axes = SwitchedAxes(
      rows: rows, task: problem.traits, optimizers: context.optimizers.count)
    let choices = [("x_left", context.axis)] + (hasTwo ? [("x_right", context.axis.other)] : [])
    return choices.enumerated().map { side, item in
      let (choice, cost) = item
      // Where the script is as it was written; the commands of the chosen axis come after.
      let x = axes.axis(cost) ?? axes.axis(.step) ?? Axis(label: "step", range: 0...1)
      let curves = CurveSet(
        file: .summary,
        rows: network.isEmpty ? .problem(place) : .network(place, network),
        x: (cost.rawValue, x), quantity: measured.quantity.rawValue,
        transform: offset == 0 ? .none : .above(offset),
        floor: axis.isLogarithmic ? axis.range.lowerBound : nil, hasBand: context.seedCount > 1,
        isSwitched: true, deaths: Set(rows.filter { $0.died > 0 }.map(\.optimizer)).sorted())
      var y = Axis(label: label, range: axis.range, isLogarithmic: axis.isLogarithmic)
      if side > 0 { (y.hidesNumbers, y.label) = (true, "") }
      return Panel(
        x: x, y: y,
        setup: (side == 0 ? [axes.definitions] : []) + ["eval value('axis_' . \(choice))"],
        curves: [curves])
    }
  }

  private var label: String {
    switch (problem.traits.hasExamples, measured.quantity) {
    case (false, _):
      problem.traits.referenceLoss == nil || !axis.isLogarithmic ? "value" : "value above minimum"
    case (_, .evalLoss): "loss over all examples"
    default: "loss of the batch"
    }
  }
}

/// What is drawn as a network's loss, and whether in equal factors: losses of one unit are, all of them,
/// where some span a factor of ten and none is below 0. Problems that are compared look alike then.
struct LossMeasure {
  /// What may be compared: losses over all examples, of batches, and values of surfaces.
  enum Unit { case examples, batch, value }

  let quantity: Quantity
  let unit: Unit
  /// By optimizer, the medians that its curve passes through.
  let curves: [[Double]]
  /// The least value there can be; 0 of a loss.
  let minimum: Double

  init(problem: RunOverview.Problem, rows: [SummaryRow], optimizers: Int) {
    let quantity: Quantity = rows.contains { $0.values[.evalLoss] != nil } ? .evalLoss : .loss
    self.quantity = quantity
    unit = !problem.traits.hasExamples ? .value : quantity == .evalLoss ? .examples : .batch
    var curves = [[Double]](repeating: [], count: optimizers)
    for row in rows {
      if let value = row.values[quantity] { curves[row.optimizer].append(value.median) }
    }
    self.curves = curves
    minimum = problem.traits.referenceLoss ?? 0
  }

  /// The units that have axes of equal factors.
  static func logarithmic(_ all: [LossMeasure]) -> Set<Unit> {
    Set(
      Dictionary(grouping: all, by: \.unit).filter { _, own in
        own.allSatisfy(\.isPositive) && own.contains(where: \.spansTen)
      }.keys)
  }

  private var above: [[Double]] { curves.map { $0.map { $0 - minimum }.filter(\.isFinite) } }
  private var isPositive: Bool { above.joined().allSatisfy { $0 >= 0 } }

  private var spansTen: Bool {
    let feet = above.compactMap(ValueAxis.foot)
    let top = above.compactMap { $0.max() }.max() ?? 0
    return feet.min().map { top >= 10 * $0 } ?? false
  }
}
