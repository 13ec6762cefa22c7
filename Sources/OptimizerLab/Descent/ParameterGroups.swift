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

  private(set) var parts: [Part]
  /// The first rate of each group; the first of all is the optimizer's own.
  let rates: [Double]

  init(_ parts: [Part], rates: [Double]) {
    self.parts = parts
    self.rates = rates
  }

  /// Gives a group another rate for the next update.
  mutating func setRate(_ rate: Double, ofGroup group: Int) {
    for i in parts.indices where parts[i].rate == group { parts[i].learningRate = rate }
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
