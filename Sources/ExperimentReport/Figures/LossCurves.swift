internal import ExperimentAnalysis
internal import ExperimentRunner
internal import Glibc
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
    let own = network.isEmpty ? nil : network
    axis = axis.reaching(
      context.highs(measured.quantity, in: place, network: own).map { $0 - offset },
      lows: context.lows(measured.quantity, in: place, network: own).map { $0 - offset })
  }

  /// Whose curves leave the frame, and whose bands or dots; whose lie on each other.
  var note: String? {
    // Of many the best are close to each other, and the others are not to be told apart anyway.
    let hidden = (context.prominent == nil ? equals : []).map { places in
      "nearly on one line: "
        + Wording.list(places.map { PlainText.shortened(context.optimizers[$0].name, to: 24) })
    }
    let notes = [
      axis.note(
        of: context.optimizers, spread: context.leavingSeeds, where: context.isProminent)
    ].compactMap { $0 }
    return notes.isEmpty && hidden.isEmpty ? nil : (notes + hidden).joined(separator: "; ")
  }

  /// Optimizers whose lines hide each other on nine tenths of their way.
  private var equals: [[Int]] {
    let (low, high) = (axis.range.lowerBound, axis.range.upperBound)
    func height(_ value: Double) -> Double {
      let value = min(max(value - offset, low), high)
      return axis.isLogarithmic ? log(value / low) / log(high / low) : (value - low) / (high - low)
    }
    let lines = context.optimizers.indices.map { optimizer in
      rows.filter { $0.optimizer == optimizer }.compactMap { row in
        row.values[measured.quantity].map { (step: row.step, height: height($0.median)) }
      }
    }
    func areEqual(_ one: Int, _ other: Int) -> Bool {
      let (one, other) = (lines[one], lines[other])
      guard one.count > 1, one.map(\.step) == other.map(\.step) else { return false }
      let hidden = one.indices.dropFirst().filter {
        abs(one[$0].height - other[$0].height) < Self.lineWidth
      }
      let way = hidden.reduce(0) { $0 + one[$1].step - one[$1 - 1].step }
      return 10 * way >= 9 * (one[one.count - 1].step - one[0].step)
    }
    var groups: [[Int]] = []
    for optimizer in lines.indices {
      if let place = groups.firstIndex(where: { areEqual($0[0], optimizer) }) {
        groups[place].append(optimizer)
      } else {
        groups.append([optimizer])
      }
    }
    return groups.filter { $0.count > 1 }
  }

  /// As a part of a panel's height.
  private static let lineWidth = 0.02

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

  /// - Parameter isSmall: whether a panel stands between others.
  func panels(isSmall: Bool = false) -> [Panel] {
    let axes = SwitchedAxes(
      rows: rows, task: problem.traits, optimizers: context.optimizers.count, isSmall: isSmall)
    let predicted = PredictedCurves(context, problem: place)
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
        setup: (side == 0 ? [axes.definitions] : []) + ["eval value('axis_' . \(choice))"]
          + (predicted.map { [$0.setup(curves.transform, floor: curves.floor)] } ?? []),
        curves: [curves], overlays: predicted?.plots(at: curves.value) ?? [])
    }
  }

  private var label: String {
    switch (problem.traits.hasExamples, measured.quantity) {
    case (false, .evalLoss) where problem.traits.isDistance: "distance to equilibrium"
    case (false, _):
      problem.traits.referenceLoss == nil || !axis.isLogarithmic ? "value" : "value above minimum"
    case (_, .evalLoss): "loss over all examples"
    case (_, .testLoss): "loss over the held-out examples"
    default: "loss of the batch"
    }
  }
}
