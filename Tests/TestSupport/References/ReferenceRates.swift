import OptimizerLab

package struct ReferenceAdagrad: ReferenceOptimizer {
  private let lrDecay: Double
  private let eps: Double
  private let decay: Double
  private var sum: Double
  private var t = 0.0

  package init(_ settings: Settings) {
    lrDecay = settings.number("lr_decay", 0)
    eps = settings.number("eps", 1e-10)
    decay = settings.number("weight_decay", 0)
    sum = settings.number("initial_accumulator_value", 0)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    t += 1
    let g = gradient(p) + decay * p
    sum += g * g
    return p - rate / (1 + (t - 1) * lrDecay) * g / (sum.squareRoot() + eps)
  }
}

package struct ReferenceAdadelta: ReferenceOptimizer {
  private let rho: Double
  private let eps: Double
  private let decay: Double
  private var gradients = 0.0
  private var steps = 0.0

  package init(_ settings: Settings) {
    rho = settings.number("rho", 0.9)
    eps = settings.number("eps", 1e-6)
    decay = settings.number("weight_decay", 0)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    let g = gradient(p) + decay * p
    gradients = rho * gradients + (1 - rho) * g * g
    let delta = (steps + eps).squareRoot() / (gradients + eps).squareRoot() * g
    steps = rho * steps + (1 - rho) * delta * delta
    return p - rate * delta
  }
}

package struct ReferenceRMSprop: ReferenceOptimizer {
  private let alpha: Double
  private let eps: Double
  private let mu: Double
  private let isCentered: Bool
  private let decay: Double
  private var square = 0.0
  private var mean = 0.0
  private var velocity = 0.0

  package init(_ settings: Settings) {
    alpha = settings.number("alpha", 0.99)
    eps = settings.number("eps", 1e-8)
    mu = settings.number("momentum", 0)
    isCentered = settings.flag("centered")
    decay = settings.number("weight_decay", 0)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    let g = gradient(p) + decay * p
    square = alpha * square + (1 - alpha) * g * g
    mean = alpha * mean + (1 - alpha) * g
    let variance = isCentered ? square - mean * mean : square
    velocity = mu * velocity + g / (variance.squareRoot() + eps)
    return p - rate * velocity
  }
}
