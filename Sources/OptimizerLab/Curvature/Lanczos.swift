/// The largest eigenvalue of a symmetric matrix that is known by its products with vectors alone.
///
/// C. Lanczos: An Iteration Method for the Solution of the Eigenvalue Problem, 1950
/// (doi:10.6028/jres.045.026), without reorthogonalization: copies of eigenvalues that it may find
/// again do not move the largest one. Where power iteration finds the eigenvalue of the largest size,
/// this finds the largest, be it below 0, and in a fraction of the products.
package struct Lanczos {
  /// Products at most.
  package var mostProducts = 80
  /// It ends where each of two products in a row raised the value by less than that part of it.
  package var tolerance = 1e-4

  package init() {}

  /// - Parameters:
  ///   - start: any vector that is not orthogonal to the eigenvector; as long as the matrix is wide.
  ///   - product: the matrix times a vector of length 1.
  /// - Returns: the eigenvalue; `nil` where there is none, for some number was not finite.
  package func largestEigenvalue(
    from start: [Double], product: ([Double]) -> [Double]
  ) -> Double? {
    var diagonal: [Double] = []
    var beside: [Double] = []
    var last = [Double](repeating: 0, count: start.count)
    var vector = start
    guard normalize(&vector) > 0 else { return nil }
    var found: Double?
    var calm = 0
    while diagonal.count < min(mostProducts, start.count) {
      var next = product(vector)
      let own = dotProduct(next.span, vector.span)
      var room = next.mutableSpan
      addNumbers(vector.span, times: -own, to: &room)
      if let before = beside.last { addNumbers(last.span, times: -before, to: &room) }
      diagonal.append(own)
      let value = Self.largestEigenvalue(diagonal: diagonal, beside: beside)
      guard value.isFinite else { return nil }
      calm = found.map { value - $0 <= tolerance * value.magnitude } ?? false ? calm + 1 : 0
      found = value
      let length = normalize(&next)
      // What is left is rounding: the vectors so far span all that the matrix makes of the start.
      let size = diagonal.reduce(0) { max($0, $1.magnitude) }
      if calm == 2 || !(length > 1e-10 * size) { break }
      beside.append(length)
      (last, vector) = (vector, next)
    }
    return found
  }

  /// Makes a vector 1 long, unless it has no length.
  /// - Returns: how long it was.
  private func normalize(_ vector: inout [Double]) -> Double {
    let length = dotProduct(vector.span, vector.span).squareRoot()
    var all = vector.mutableSpan
    if length > 0 { scaleNumbers(&all, by: 1 / length) }
    return length
  }

  /// That of a tridiagonal matrix, by bisection: the number of eigenvalues below x is that of the
  /// negative pivots of T − x (Sylvester).
  static func largestEigenvalue(diagonal: [Double], beside: [Double]) -> Double {
    var (low, high) = (-Double.infinity, -Double.infinity)
    for i in diagonal.indices {
      let radius =
        (i > 0 ? beside[i - 1].magnitude : 0) + (i < beside.count ? beside[i].magnitude : 0)
      high = max(high, diagonal[i] + radius)
      low = max(low, diagonal[i])
    }
    guard low.isFinite, high.isFinite else { return .nan }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if isAbove(middle, diagonal, beside) { high = middle } else { low = middle }
    }
  }

  /// Whether x is above all eigenvalues.
  private static func isAbove(_ x: Double, _ diagonal: [Double], _ beside: [Double]) -> Bool {
    var pivot = diagonal[0] - x
    for i in diagonal.indices.dropFirst() {
      guard pivot < 0 else { return false }
      pivot = diagonal[i] - x - beside[i - 1] * beside[i - 1] / pivot
    }
    return pivot < 0
  }
}
