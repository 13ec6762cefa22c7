internal import Glibc

/// A parameter on its way: where it stands, its gradient, and what a rule remembers of it.
package struct RuleParameter: Sendable {
  package var p: Double
  package var g = 0.0
  /// The first memory: a velocity, a sum of squares, Adam's first mean.
  package var m = 0.0
  /// The second: Adadelta's mean of the steps, Adam's second mean.
  package var v = 0.0

  package init(_ p: Double) { self.p = p }
}

/// What all parameters share at a step.
package struct RuleMoment: Sendable {
  /// Counts from 1.
  package let t: Double
  /// The rate of this step.
  package let lr: Double
  package let settings: RuleSettings
  /// β₁ᵗ and β₂ᵗ.
  package let power1: Double
  package let power2: Double

  init(step: Int, learningRate: Double, settings: RuleSettings) {
    t = Double(step)
    lr = learningRate
    self.settings = settings
    power1 = pow(settings.beta1, t)
    power2 = pow(settings.beta2, t)
  }

  var decay: Double { settings.weightDecay }
  var mu: Double { settings.momentum }
  var alpha: Double { settings.alpha }
  var rho: Double { settings.rho }
  var beta1: Double { settings.beta1 }
  var beta2: Double { settings.beta2 }
  var eps: Double { settings.eps }
}
