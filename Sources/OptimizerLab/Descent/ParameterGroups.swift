/// Parameters with a rate or a weight decay of their own, as the `param_groups` of `torch.optim`.
///
/// Groups are of whole tensors. The ranges of all lie one behind the other and cover all parameters.
struct ParameterGroups: Sendable {
  /// Parameters that lie together and are treated alike.
  struct Part: Sendable {
    var range: Range<Int>
    /// The place of its group's rate.
    var rate: Int
    var rule: any GradientRule
    /// That group's rate for the next update.
    var learningRate: Double
  }

  var parts: [Part]
  /// The first rate of each group; the first of all is the optimizer's own.
  let rates: [Double]

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
    self.parts = parts
    self.rates = rates
  }

  mutating func setRates(_ rates: [ScheduledRate]) {
    for i in parts.indices { parts[i].learningRate = rates[parts[i].rate].value }
  }

  mutating func setMomentum(_ momentum: Double) {
    for i in parts.indices { parts[i].rule.setMomentum(momentum) }
  }
}

extension OptimizationState {
  /// Moves the parameters in `range`, those of each group by its own rule and rate.
  @inline(__always)
  static func update(
    _ parameters: inout Numbers<S>, along part: Span<S>, in range: Range<Int>,
    _ memory: inout Memory<S>, by groups: ParameterGroups
  ) {
    for i in groups.parts.indices {
      let own = groups.parts[i].range.clamped(to: range)
      guard !own.isEmpty else { continue }
      var all = parameters.mutableSpan
      var target = all._mutatingExtracting(own)
      groups.parts[i].rule.update(
        &target,
        along: part.extracting(
          own.lowerBound - range.lowerBound..<own.upperBound - range.lowerBound),
        in: own, memory: &memory, learningRate: groups.parts[i].learningRate)
    }
  }
}
