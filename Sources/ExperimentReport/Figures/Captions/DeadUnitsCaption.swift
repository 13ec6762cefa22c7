internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How many units of one network have died, in sentences.
struct DeadUnitsCaption {
  let context: RunOverview
  let problem: Int
  /// The network's place.
  let network: Int

  var sentences: [String] {
    let ends = context.ends(problem: problem) { $0.last(.deadUnits, network: network) }
    guard !hidden.isEmpty, !ends.isEmpty else { return [] }
    return [dead(ends), mostNegative]
  }

  private var layers: NetworkShape { context.problems[problem].networks[network] }
  private var hidden: [NetworkShape.Layer] { layers.layers.filter(\.isHiddenActivation) }

  /// "At the end 25 (20–31) of 128 hidden units are dead under Adam and 3 under SGD; none under the
  /// 6 others."
  private func dead(_ ends: [RunOverview.End]) -> String {
    let name = context.problems[problem].networks.count > 1 ? " of the \(layers.name)" : ""
    let units = "\(Wording.count(hidden.map(\.units).reduce(0, +), "hidden unit"))\(name)"
    let dying = ends.filter { $0.spread.high > 0 }
      .sorted { ($1.spread.median, $0.optimizer) < ($0.spread.median, $1.optimizer) }
    let alive = ends.filter { $0.spread.high == 0 }
    let isOfAll =
      ends.count == context.optimizers.count && ends.allSatisfy { $0.finished == $0.trials }
    // Where not all trials finished, whose are meant must be said.
    let names = Wording.list(alive.map { context.name($0) })
    guard !dying.isEmpty else {
      return "At the end none of \(units) is dead\(isOfAll ? "" : " under \(names)")."
    }
    let items = dying.enumerated().map { index, end in
      let what = index == 0 ? " of \(units) are dead" : ""
      return "\(end.spread.inCounts)\(what) under \(context.name(end))"
    }
    let others = !isOfAll ? names : alive.count == 1 ? "the other" : "the \(alive.count) others"
    let rest = alive.isEmpty ? "" : "; none under \(others)"
    return "At the end \(Wording.list(items))\(rest)."
  }

  /// Units of one leaky layer under one optimizer.
  private struct Negative {
    var layer: NetworkShape.Layer
    var end: RunOverview.End
  }

  /// "Layer 1 has most units that are always negative under Adam: 12 of 64."
  private var mostNegative: String {
    let leaky = hidden.filter { $0.kind == "leaky_relu" }
    let all = leaky.flatMap { layer in
      context.ends(problem: problem) {
        $0.last(.alwaysNegative, network: network, layer: layer.index)
      }.map { Negative(layer: layer, end: $0) }
    }
    guard let top = all.map(\.end.spread.median).max() else { return "" }
    if all.allSatisfy({ $0.end.spread.high == 0 }) {
      return "No unit of a leaky layer is always negative."
    }
    guard top > 0 else {
      return "In the median of the seeds no unit of a leaky layer is always negative."
    }
    let most = all.filter { $0.end.spread.median == top }
    func place(_ negative: Negative) -> String {
      leaky.count > 1 ? "layer \(negative.layer.index)" : "its leaky layer"
    }
    guard most.count == 1, let only = most.first else {
      let places = most.map { "\(place($0)) under \(context.name($0.end))" }
      return "Units that are always negative are most, \(Wording.count(top)), in "
        + "\(Wording.list(places)) alike."
    }
    let count = "\(only.end.spread.inCounts) of \(only.layer.units)"
    let head = place(only).prefix(1).uppercased() + place(only).dropFirst()
    return all.count == 1
      ? "\(head) has \(count) units that are always negative under \(context.name(only.end))."
      : "\(head) has most units that are always negative under \(context.name(only.end)): \(count)."
  }
}
