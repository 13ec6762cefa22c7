import Foundation

package struct ReferenceAdam: ReferenceOptimizer {
  private let betas: [Double]
  private let eps: Double
  private let isAMSGrad: Bool
  private let decay: Double
  private var m = 0.0
  private var v = 0.0
  private var largest = 0.0
  private var t = 0.0

  package init(_ settings: Settings) {
    betas = settings.numbers("betas", [0.9, 0.999])
    eps = settings.number("eps", 1e-8)
    isAMSGrad = settings.flag("amsgrad")
    decay = settings.number("weight_decay", 0)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    t += 1
    let g = gradient(p) + decay * p
    m = betas[0] * m + (1 - betas[0]) * g
    v = betas[1] * v + (1 - betas[1]) * g * g
    largest = max(largest, v)
    let mHat = m / (1 - pow(betas[0], t))
    let vHat = (isAMSGrad ? largest : v) / (1 - pow(betas[1], t))
    return p - rate * mHat / (vHat.squareRoot() + eps)
  }
}

package struct ReferenceAdamW: ReferenceOptimizer {
  private var adam: ReferenceAdam
  private let decay: Double

  package init(_ settings: Settings) {
    adam = ReferenceAdam(settings.without("weight_decay"))
    decay = settings.number("weight_decay", 0.01)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    let g = gradient(p)
    return adam.step(p - rate * decay * p, rate: rate) { _ in g }
  }
}

package struct ReferenceNAdam: ReferenceOptimizer {
  private let betas: [Double]
  private let eps: Double
  private let momentumDecay: Double
  private let decay: Double
  private let isDecoupled: Bool
  private var m = 0.0
  private var v = 0.0
  private var product: Float = 1
  private var t = 0.0

  package init(_ settings: Settings) {
    betas = settings.numbers("betas", [0.9, 0.999])
    eps = settings.number("eps", 1e-8)
    momentumDecay = settings.number("momentum_decay", 0.004)
    decay = settings.number("weight_decay", 0)
    isDecoupled = settings.flag("decoupled_weight_decay")
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    t += 1
    let g = gradient(p) + (isDecoupled ? 0 : decay * p)
    let start = isDecoupled ? p - rate * decay * p : p
    let mu = betas[0] * (1 - 0.5 * pow(0.96, momentumDecay * t))
    let next = betas[0] * (1 - 0.5 * pow(0.96, momentumDecay * (t + 1)))
    // PyTorch keeps the product in Float.
    product *= Float(mu)
    m = betas[0] * m + (1 - betas[0]) * g
    v = betas[1] * v + (1 - betas[1]) * g * g
    let mHat = next * m / (1 - Double(product) * next) + (1 - mu) * g / (1 - Double(product))
    let vHat = v / (1 - pow(betas[1], t))
    return start - rate * mHat / (vHat.squareRoot() + eps)
  }
}

package struct ReferenceRAdam: ReferenceOptimizer {
  private let betas: [Double]
  private let eps: Double
  private let decay: Double
  private let isDecoupled: Bool
  private var m = 0.0
  private var v = 0.0
  private var t = 0.0

  package init(_ settings: Settings) {
    betas = settings.numbers("betas", [0.9, 0.999])
    eps = settings.number("eps", 1e-8)
    decay = settings.number("weight_decay", 0)
    isDecoupled = settings.flag("decoupled_weight_decay")
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    t += 1
    let g = gradient(p) + (isDecoupled ? 0 : decay * p)
    let start = isDecoupled ? p - rate * decay * p : p
    m = betas[0] * m + (1 - betas[0]) * g
    v = betas[1] * v + (1 - betas[1]) * g * g
    let mHat = m / (1 - pow(betas[0], t))
    let limit = 2 / (1 - betas[1]) - 1
    let rho = limit - 2 * t * pow(betas[1], t) / (1 - pow(betas[1], t))
    if rho <= 5 { return start - rate * mHat }
    let r = (rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho)
    let l = (1 - pow(betas[1], t)).squareRoot() / (v.squareRoot() + eps)
    return start - rate * mHat * r.squareRoot() * l
  }
}

package struct ReferenceAdamax: ReferenceOptimizer {
  private let betas: [Double]
  private let eps: Double
  private let decay: Double
  private var m = 0.0
  private var u = 0.0
  private var t = 0.0

  package init(_ settings: Settings) {
    betas = settings.numbers("betas", [0.9, 0.999])
    eps = settings.number("eps", 1e-8)
    decay = settings.number("weight_decay", 0)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    t += 1
    let g = gradient(p) + decay * p
    m = betas[0] * m + (1 - betas[0]) * g
    u = max(betas[1] * u, abs(g) + eps)
    return p - rate / (1 - pow(betas[0], t)) * m / u
  }
}
