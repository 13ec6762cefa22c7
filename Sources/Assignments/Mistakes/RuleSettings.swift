/// The settings of all rules; a rule looks at its own.
package struct RuleSettings: Sendable, Equatable {
  package var learningRate = 0.1
  package var weightDecay = 0.0
  /// μ.
  package var momentum = 0.0
  /// What every step of a velocity is multiplied by, where a course has a rate there too.
  package var alpha = 1.0
  package var rho = 0.0
  package var beta1 = 0.0
  package var beta2 = 0.0
  /// ε.
  package var eps = 0.0

  package init() {}

  package init(
    lr: Double, weightDecay: Double = 0, momentum: Double = 0, alpha: Double = 1, rho: Double = 0,
    beta1: Double = 0, beta2: Double = 0, eps: Double = 0
  ) {
    learningRate = lr
    self.weightDecay = weightDecay
    self.momentum = momentum
    self.alpha = alpha
    self.rho = rho
    self.beta1 = beta1
    self.beta2 = beta2
    self.eps = eps
  }

  /// Settings as a program is told them, by their names; the rate goes along with every step.
  package subscript(name: String) -> Double? {
    switch name {
    case "lr": learningRate
    case "weight_decay": weightDecay
    case "momentum": momentum
    case "alpha": alpha
    case "rho": rho
    case "beta1": beta1
    case "beta2": beta2
    case "eps": eps
    default: nil
    }
  }
}
