package struct ReferenceLion: ReferenceOptimizer {
  private let betas: [Double]
  private let decay: Double
  private var m = 0.0

  package init(_ settings: Settings) {
    betas = settings.numbers("betas", [0.9, 0.99])
    decay = settings.number("weight_decay", 0)
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    let g = gradient(p)
    let c = betas[0] * m + (1 - betas[0]) * g
    m = betas[1] * m + (1 - betas[1]) * g
    return p - rate * ((c == 0 ? 0 : c / abs(c)) + decay * p)
  }
}
