/// (y − t)², as `torch.nn.MSELoss`.
public struct MeanSquaredError: Loss {
  public static let kind = "mse"
  public static let summary = "mean squared error, as torch.nn.MSELoss"

  public init() {}

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func sum<S: Scalar>(
    _ output: [S], target: [S], rows: Range<Int>, width: Int, scale: S, gradient: inout [S]
  ) -> Double {
    let range = rows.values(width: width)
    let y = output.span.extracting(range)
    let t = target.span.extracting(range)
    var all = gradient.mutableSpan
    var g = all._mutatingExtracting(range)
    let factor = 2 * scale
    for i in y.indices { g[i] = factor * (y[i] - t[i]) }
    return sum(output, target: target, rows: rows, width: width)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func sum<S: Scalar>(
    _ output: [S], target: [S], rows: Range<Int>, width: Int
  ) -> Double {
    let range = rows.values(width: width)
    let y = output.span.extracting(range)
    let t = target.span.extracting(range)
    var total = 0.0
    for i in y.indices {
      let difference = y[i] - t[i]
      total += Double(difference * difference)
    }
    return total
  }
}
