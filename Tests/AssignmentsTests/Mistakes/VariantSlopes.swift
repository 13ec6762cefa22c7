import KnownMistakes
import OptimizerLab

/// A variant's gradients for the lab's own optimizers.
struct VariantSlopes<Number: Scalar>: Objective {
  let inputs: RuleInputs
  let asks: Bool
  private(set) var gradientEvaluations = 0

  init(_ inputs: RuleInputs, asks: Bool) {
    self.inputs = inputs
    self.asks = asks
  }

  mutating func evaluate(at point: Span<Number>, gradient: inout MutableSpan<Number>) -> Double {
    gradientEvaluations += 1
    for i in point.indices {
      let slope = inputs.gradient(i, step: gradientEvaluations, at: Double(point[i]), asks: asks)
      gradient[i] = Number(slope)
    }
    return 0
  }

  /// The path of one of the lab's optimizers.
  static func path(
    of optimizer: any Optimizer, _ chosen: ChosenRule, on inputs: RuleInputs
  ) -> RulePath {
    var objective = Self(inputs, asks: chosen.right.asks)
    var state = OptimizationState(Numbers(inputs.start.map { Number($0) }))
    return RulePath(
      (1...RuleInputs.stepCount).map { step in
        _ = optimizer.step(
          &state, down: &objective, learningRate: RuleInputs.rate(chosen.settings, step: step))
        return state.parameters.map { Double($0) }
      })
  }
}
