internal import OptimizerLab

/// What a rule is tried on: where it starts, and its gradients; drawn from a variant, so that every
/// student has numbers of their own.
///
/// Under the usual settings and a constant rate many wrong rules cannot be told from the right one. So
/// the rate is halved half-way, gradients have many sizes, one parameter is rarely seen, and one has a
/// first gradient of 0, which shows a missing ε as 0/0.
package struct RuleInputs: Sendable, Equatable {
  package static let parameterCount = 12
  package static let stepCount = 20
  /// The first step with half the rate.
  package static let halvedFrom = 11
  private static let scales = [1, 1, 0.3, 0.3, 0.1, 0.1, 0.03, 0.01, 3, 3, 1, 0.3]
  /// Has a gradient at every third step only.
  private static let rare = 10
  /// Has none at the first.
  private static let late = 11

  package var start: [Double]
  /// Of each step; not for rules that ask.
  package var gradients: [[Double]]
  /// For rules that ask, the gradient at x is c·(x − o): c.
  package var curvatures: [Double]
  /// o.
  package var optima: [Double]

  package init(variant: UInt64) {
    // The generator takes 32 bits.
    var random = MersenneTwister(seed: (variant >> 32) ^ variant)
    start = (0..<Self.parameterCount).map { _ in 2 * random.unitDouble() - 1 }
    gradients = (1...Self.stepCount).map { step in
      // One by one, for from 16 on they are drawn otherwise.
      var gradient = random.doubleNormals(Self.parameterCount)
      for i in gradient.indices { gradient[i] *= Self.scales[i] }
      if step % 3 != 1 { gradient[Self.rare] = 0 }
      if step == 1 { gradient[Self.late] = 0 }
      return gradient
    }
    curvatures = (0..<Self.parameterCount).map { _ in 0.5 + 5.5 * random.unitDouble() }
    optima = (0..<Self.parameterCount).map { _ in 2 * random.unitDouble() - 1 }
  }

  /// The gradient of parameter `i` at a step, or, for rules that ask, where it stands at `p`.
  package func gradient(_ i: Int, step: Int, at p: Double, asks: Bool) -> Double {
    asks ? curvatures[i] * (p - optima[i]) : gradients[step - 1][i]
  }

  package static func rate(_ settings: RuleSettings, step: Int) -> Double {
    step < halvedFrom ? settings.learningRate : settings.learningRate / 2
  }

  /// The same with parameters in another order: number `i` is what was number `order[i]`.
  package func permuted(_ order: [Int]) -> RuleInputs {
    var other = self
    other.start = order.map { start[$0] }
    other.gradients = gradients.map { gradient in order.map { gradient[$0] } }
    other.curvatures = order.map { curvatures[$0] }
    other.optima = order.map { optima[$0] }
    return other
  }

  /// The first parameters alone.
  package func first(_ count: Int) -> RuleInputs {
    permuted(Array(0..<count))
  }

  /// The parameters after each step.
  package func path(_ form: RuleForm, settings: RuleSettings) -> RulePath {
    var walk = RuleWalk(form, settings: settings, from: start)
    var places: [[Double]] = []
    places.reserveCapacity(Self.stepCount)
    for step in 1...Self.stepCount {
      walk.go(learningRate: Self.rate(settings, step: step)) { i, p in
        gradient(i, step: step, at: p, asks: form.asks)
      }
      places.append(walk.place)
    }
    return RulePath(places)
  }
}
