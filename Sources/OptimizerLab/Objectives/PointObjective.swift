/// A function of the coordinates of a point, which are its parameters: there are no examples, and it
/// can be known everywhere.
public protocol PointObjective: Objective, Sendable {
  /// What is added to its gradients; `nil` for nothing.
  var noise: GradientNoise<Number>? { get set }

  /// What is lower the better a point is, without noise: the value, or the distance from where the
  /// point should come to rest.
  mutating func height(at point: Span<Number>) -> Double

  /// The function without noise, in double precision; `nil` where nobody goes down one function.
  var landscape: (any Landscape)? { get }
}

/// Noise on a gradient, drawn anew at each evaluation: g + σ·`torch.randn(n)`, the draws in float32 as
/// all are.
public struct GradientNoise<Number: Scalar>: Sendable {
  public let deviation: Double
  /// The trial's own, as it stands.
  public internal(set) var generator: MersenneTwister
  private var draws: [Float]

  /// - Parameters:
  ///   - deviation: σ, above 0.
  ///   - count: n, the numbers of a gradient.
  ///   - seed: of the generator, as in `torch.manual_seed(seed)`.
  public init(deviation: Double, count: Int, seed: UInt64) {
    self.deviation = deviation
    generator = MersenneTwister(seed: seed)
    draws = [Float](repeating: 0, count: count)
  }

  /// Adds noise to as many numbers of a gradient as it draws.
  @inline(__always)
  mutating func shake(_ gradient: inout MutableSpan<Number>) {
    precondition(gradient.count == draws.count)
    generator.fillNormal(&draws)
    let (sigma, draws) = (Number(deviation), draws.span)
    for i in draws.indices { gradient[i] += sigma * Number(draws[i]) }
  }
}
