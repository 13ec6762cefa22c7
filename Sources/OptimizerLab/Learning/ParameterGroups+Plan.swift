extension ParameterGroups {
  /// `nil` where all parameters are treated alike.
  init?(
    _ rule: any GradientRule, _ network: Network, named name: String, plan: StepPlan,
    learningRate: Double
  ) {
    var common = rule
    let hasOwnRates = network.layout.entries.contains { rule.ownRate(of: $0.tensor) != nil }
    // What the optimizer gives to some of them has to follow the schedule as well.
    if hasOwnRates { common.dropOwnRates() }
    var withoutDecay = common
    withoutDecay.dropWeightDecay()
    var (parts, rates): ([Part], [Double]) = ([], [learningRate])
    var entries = network.layout.entries[...]
    for (place, layer) in network.layers.enumerated() {
      let scale = plan.scale(ofLayer: place, in: name)
      for _ in layer.tensors {
        let entry = entries.removeFirst()
        let own = (rule.ownRate(of: entry.tensor) ?? learningRate) * scale
        let rate = rates.firstIndex(of: own) ?? rates.count
        if rate == rates.count { rates.append(own) }
        let decays = plan.decaysBiases || entry.tensor.shape.count > 1
        parts.append(
          Part(
            range: entry.range, rate: rate, rule: decays ? common : withoutDecay, learningRate: own)
        )
      }
    }
    let hasScales = !plan.layerScales.isEmpty && parts.contains { $0.rate != 0 }
    let isNeeded = !plan.decaysBiases || hasScales || hasOwnRates && plan.schedule != nil
    guard isNeeded else { return nil }
    self.init(parts, rates: rates)
  }
}
