/// (y − t)², as `torch.nn.MSELoss`.
public struct MeanSquaredError: PlainLoss {
  public static let kind = "mse"
  public static let summary = "mean squared error, as torch.nn.MSELoss"

  public init() {}

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func sum<S: Scalar>(
    _ y: Span<S>, target t: Span<S>, scale: S, gradient g: inout MutableSpan<S>
  ) -> Double {
    precondition(y.count == t.count && y.count == g.count)
    let factor = 2 * scale
    for i in y.indices { g[i] = factor * (y[i] - t[i]) }
    return sum(y, target: t)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func sum<S: Scalar>(
    _ y: Span<S>, target t: Span<S>
  ) -> Double {
    precondition(y.count == t.count)
    var total = 0.0
    for i in y.indices {
      let difference = y[i] - t[i]
      total += Double(difference * difference)
    }
    return total
  }
}
