import OptimizerLab

package struct ReferenceDescent: ReferenceOptimizer {
  private let decay: Double

  package init(_ settings: Settings) {
    decay = settings.number("weight_decay", 0)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    p - rate * (gradient(p) + decay * p)
  }
}

package struct ReferenceMomentum: ReferenceOptimizer {
  private let mu: Double
  private let dampening: Double
  private let decay: Double
  private var velocity: Double?

  package init(_ settings: Settings) {
    mu = settings.number("momentum", 0.9)
    dampening = settings.number("dampening", 0)
    decay = settings.number("weight_decay", 0)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    let g = gradient(p) + decay * p
    let v = velocity.map { mu * $0 + (1 - dampening) * g } ?? g
    velocity = v
    return p - rate * v
  }
}

package struct ReferenceNesterov: ReferenceOptimizer {
  private let mu: Double
  private let looksAhead: Bool
  private let decay: Double
  private var v = 0.0

  package init(_ settings: Settings) {
    mu = settings.number("momentum", 0.9)
    looksAhead = settings.text("form") == "lookahead"
    decay = settings.number("weight_decay", 0)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    if looksAhead {
      let ahead = p - rate * mu * v
      v = mu * v + gradient(ahead) + decay * ahead
      return p - rate * v
    }
    let g = gradient(p) + decay * p
    v = mu * v + g
    return p - rate * (g + mu * v)
  }
}
