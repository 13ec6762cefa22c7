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
  private func dead(_ ends: [(optimizer: Int, spread: Spread, seeds: Int)]) -> String {
    let name = context.problems[problem].networks.count > 1 ? " of the \(layers.name)" : ""
    let units = "\(Wording.count(hidden.map(\.units).reduce(0, +), "hidden unit"))\(name)"
    let dying = ends.filter { $0.spread.high > 0 }
      .sorted { ($1.spread.median, $0.optimizer) < ($0.spread.median, $1.optimizer) }
    guard !dying.isEmpty else { return "At the end none of \(units) is dead." }
    let items = dying.enumerated().map { index, end in
      let what = index == 0 ? " of \(units) are dead" : ""
      return "\(end.spread.inWords)\(what) under \(context.name(end.optimizer))"
    }
    let others = ends.count - dying.count
    let rest =
      others == 0
      ? "" : others == 1 ? "; none under the other" : "; none under the \(others) others"
    return "At the end \(Wording.list(items))\(rest)."
  }

  /// "Layer 1 under Adam has most units that are always negative: 12 of 64."
  private var mostNegative: String {
    let leaky = hidden.filter { $0.kind == "leaky_relu" }
    let all = leaky.flatMap { layer in
      context.ends(problem: problem) {
        $0.last(.alwaysNegative, network: network, layer: layer.index)
      }.map { (layer, $0.optimizer, $0.spread) }
    }
    guard let most = all.max(by: { $0.2.median < $1.2.median }) else { return "" }
    guard most.2.median > 0 else { return "No unit of a leaky layer is always negative." }
    let place = leaky.count > 1 ? "Layer \(most.0.index)" : "Its leaky layer"
    return "\(place) has most units that are always negative under \(context.name(most.1)): "
      + "\(most.2.inWords) of \(most.0.units)."
  }
}
