// The optimizers whose update is a linear map down a bowl, with h + λ in place of h for L2 weight decay λ. It holds
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
