/// The directions in which examples vary most, at right angles to each other: the eigenvectors of their
/// covariance with the largest eigenvalues.
package struct PrincipalAxes: Sendable {
  package let mean: [Double]
  /// The eigenvalues, in falling order: the variance along each axis.
  package let variances: [Double]
  /// width × count, row by row: a column an axis.
  private let axes: [Double]
  /// What the search for the axes of much the same examples can begin with.
  private let space: [Double]

  package var count: Int { variances.count }
  private var width: Int { mean.count }

  /// - Parameters:
  ///   - limit: how many are wanted; there are no more than values in an example, or than examples
  ///     less one.
  ///   - others: those of much the same examples, from which these are found sooner.
  ///   - tolerance: see `LeadingEigen`.
  package init(
    of scatter: Scatter, limit: Int, from others: PrincipalAxes? = nil, tolerance: Double = 1e-11
  ) {
    let eigen = LeadingEigen(
      min(limit, scatter.count - 1, scatter.width), of: scatter.covariance, size: scatter.width,
      from: others?.space ?? [], tolerance: tolerance)
    mean = scatter.mean
    // Of examples that vary along fewer axes the others' variances are rounding, of either sign.
    variances = eigen.values.map { max($0, 0) }
    axes = eigen.vectors
    space = eigen.space
  }

  /// Where examples lie along the axes, seen from the mean: rows × count.
  /// - Parameters:
  ///   - examples: rows × width.
  ///   - room: overwritten; grows to rows × width.
  package func coordinates<S: Scalar>(of examples: Span<S>, rows: Int, room: inout [Double])
    -> [Double]
  {
    let size = rows * width
    if room.count < size { room = [Double](repeating: 0, count: size) }
    subtract(mean, from: examples, rows: rows, into: &room)
    var result = [Double](repeating: 0, count: rows * count)
    var target = result.mutableSpan
    Double.product(
      room.span.extracting(first: size), transposed: false, axes.span, into: &target, rows: rows,
      inner: width, columns: count, accumulate: false)
    return result
  }

  /// The same of the examples at some places.
  package func coordinates(of examples: Examples, at places: [Int]) -> [Double] {
    var room: [Double] = []
    var chosen = [Double](repeating: 0, count: places.count * width)
    examples.copyFeatures(places[...], over: &chosen)
    return coordinates(of: chosen.span, rows: places.count, room: &room)
  }
}

/// Fills the first rows of `target` with the examples less their `mean`.
@specialized(where S == Float)
@specialized(where S == Double)
private func subtract<S: Scalar>(
  _ mean: [Double], from x: Span<S>, rows: Int, into target: inout [Double]
) {
  let m = mean.span
  var all = target.mutableSpan
  for row in 0..<rows {
    let range = row * m.count..<(row + 1) * m.count
    let source = x.extracting(range)
    var line = all._mutatingExtracting(range)
    for i in m.indices { line[i] = Double(source[i]) - m[i] }
  }
}
