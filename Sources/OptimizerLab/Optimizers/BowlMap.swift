/// What an update makes of a parameter θ and one number v of its memory, down a bowl ½·h·θ²: both are
/// multiplied by one matrix, so that all updates to come are known.
///
///     θ ← a·θ + b·v
///     v ← c·θ + d·v
public struct BowlMap: Sendable, Equatable {
  public var a, b, c, d: Double

  public init(a: Double, b: Double = 0, c: Double = 0, d: Double = 0) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// First `other`, then this.
  public static func * (map: BowlMap, other: BowlMap) -> BowlMap {
    BowlMap(
      a: map.a * other.a + map.b * other.c, b: map.a * other.b + map.b * other.d,
      c: map.c * other.a + map.d * other.c, d: map.c * other.b + map.d * other.d)
  }

  /// So many updates, in as many products as the number has binary digits, twice at most.
  public func updates(_ count: Int) -> BowlMap {
    var (result, power, left) = (BowlMap(a: 1, d: 1), self, count)
    while left > 0 {
      if left & 1 == 1 { result = power * result }
      power = power * power
      left >>= 1
    }
    return result
  }

  /// The larger absolute value of its two eigenvalues: what an update multiplies by in the end.
  public var spectralRadius: Double {
    let (half, determinant) = ((a + d) / 2, a * d - b * c)
    let square = half * half - determinant
    return square < 0 ? determinant.squareRoot() : half.magnitude + square.squareRoot()
  }
}

// The optimizers whose update is such a map, with h + λ in place of h for L2 weight decay λ. It holds
// from the first update on, for their memory begins at 0. The heavy ball's rate is B. Polyak's, 1964
// (doi:10.1016/0041-5553(64)90137-5); Nesterov's in this form L. Lessard, B. Recht, A. Packard's: Analysis
// and Design of Optimization Algorithms via Integral Quadratic Constraints, 2016 (arXiv:1408.3595).

extension GradientDescent {
  public func bowlMap(curvature: Double, learningRate: Double) -> BowlMap? {
    BowlMap(a: 1 - learningRate * (curvature + weightDecay))
  }
}

extension StochasticGradientDescent {
  public func bowlMap(curvature: Double, learningRate: Double) -> BowlMap? {
    BowlMap(a: 1 - learningRate * (curvature + weightDecay))
  }
}

extension MinibatchGradientDescent {
  public func bowlMap(curvature: Double, learningRate: Double) -> BowlMap? {
    BowlMap(a: 1 - learningRate * (curvature + weightDecay))
  }
}

extension Momentum {
  /// None with dampening, of which the first update knows nothing.
  public func bowlMap(curvature: Double, learningRate: Double) -> BowlMap? {
    guard dampening == 0 else { return nil }
    let h = curvature + weightDecay
    return BowlMap(a: 1 - learningRate * h, b: -learningRate * momentum, c: h, d: momentum)
  }
}

extension Nesterov {
  public func bowlMap(curvature: Double, learningRate: Double) -> BowlMap? {
    let h = curvature + weightDecay
    switch form {
    case .torch:
      return BowlMap(
        a: 1 - learningRate * h * (1 + momentum), b: -learningRate * momentum * momentum, c: h,
        d: momentum)
    case .lookahead:
      let rest = 1 - learningRate * h
      return BowlMap(a: rest, b: -learningRate * momentum * rest, c: h, d: momentum * rest)
    }
  }
}
