/// The eigenvalues of a symmetric matrix and, where wanted, their vectors.
///
/// Householder's reflections make the matrix tridiagonal, rotations with Wilkinson's shift then
/// diagonal (Golub and Van Loan, Matrix Computations, 4th edition, 8.3.1 and 8.3.3). Backward stable:
/// the values are right to some size · 2⁻⁵² of the largest. The work grows with the third power of the
/// size; meant for some hundred rows. Of a matrix with a NaN the values are NaN.
package struct SymmetricEigen: Sendable {
  /// In falling order.
  package private(set) var values: [Double]
  /// size × size: a vector of length 1 a row, in the order of the values; empty unless wanted.
  package private(set) var vectors: [Double]

  private let size: Int

  /// - Parameter matrix: size × size, row by row; what is above the diagonal is not read.
  package init(of matrix: [Double], size: Int, withVectors: Bool) {
    precondition(matrix.count == size * size)
    self.size = size
    var tridiagonal = Tridiagonal(matrix, size: size, withVectors: withVectors)
    tridiagonal.makeDiagonal()
    values = tridiagonal.diagonal
    vectors = tridiagonal.basis
    sort(withVectors: withVectors)
  }

  private mutating func sort(withVectors: Bool) {
    let (values, vectors) = (self.values, self.vectors)
    let order = values.indices.sorted { values[$0] > values[$1] }
    self.values = order.map { values[$0] }
    guard withVectors else { return }
    self.vectors = order.flatMap { vectors[$0 * size..<($0 + 1) * size] }
  }
}

/// A symmetric matrix as Zᵀ·T·Z with a tridiagonal T.
private struct Tridiagonal {
  let size: Int
  private(set) var diagonal: [Double]
  /// Beside the diagonal; one fewer.
  private var beside: [Double]
  /// Z, row by row; empty where no vectors are wanted.
  private(set) var basis: [Double]

  init(_ matrix: [Double], size: Int, withVectors: Bool) {
    self.size = size
    diagonal = []
    beside = [Double](repeating: 0, count: max(size - 1, 0))
    basis = withVectors ? [Double](repeating: 0, count: size * size) : []
    if withVectors { for i in 0..<size { basis[i * size + i] = 1 } }
    var a = matrix
    var reflector = Reflector(size: size)
    for k in 0..<max(size - 1, 0) {
      beside[k] = reflector.clear(column: k, of: &a)
      if withVectors { reflector.reflect(rowsOf: &basis) }
    }
    diagonal = (0..<size).map { a[$0 * size + $0] }
  }

  /// Makes T diagonal, from its last row up.
  mutating func makeDiagonal() {
    var last = size - 1
    // Two or three sweeps a value are usual; a matrix with a NaN would take them without end.
    var sweeps = 0
    while last > 0, sweeps < 50 * size {
      if isSmall(last - 1) {
        beside[last - 1] = 0
        last -= 1
        continue
      }
      var first = last - 1
      while first > 0, !isSmall(first - 1) { first -= 1 }
      sweep(from: first, to: last)
      sweeps += 1
    }
    if last > 0 { diagonal = diagonal.map { _ in .nan } }
  }

  /// Whether the number beside the diagonal is lost in the rounding of its neighbours.
  private func isSmall(_ k: Int) -> Bool {
    let room = Double.ulpOfOne / 2 * (diagonal[k].magnitude + diagonal[k + 1].magnitude)
    return beside[k].magnitude <= max(room, .leastNormalMagnitude)
  }

  /// One sweep of rotations over a block of T whose last eigenvalue is sought.
  private mutating func sweep(from first: Int, to last: Int) {
    let half = (diagonal[last - 1] - diagonal[last]) / 2
    let edge = beside[last - 1]
    let root = (half * half + edge * edge).squareRoot()
    let shift = diagonal[last] - edge * (edge / (half + (half < 0 ? -root : root)))
    var x = diagonal[first] - shift
    var z = beside[first]
    for k in first..<last {
      let length = (x * x + z * z).squareRoot()
      let (c, s) = length > 0 ? (x / length, z / length) : (1, 0)
      if k > first { beside[k - 1] = length }
      let (upper, lower, side) = (diagonal[k], diagonal[k + 1], beside[k])
      diagonal[k] = c * c * upper + 2 * c * s * side + s * s * lower
      diagonal[k + 1] = s * s * upper - 2 * c * s * side + c * c * lower
      beside[k] = c * s * (lower - upper) + (c * c - s * s) * side
      if k + 1 < last {
        x = beside[k]
        z = s * beside[k + 1]
        beside[k + 1] *= c
      }
      if !basis.isEmpty { rotate(row: k, c, s) }
    }
  }

  private mutating func rotate(row: Int, _ c: Double, _ s: Double) {
    let size = size
    var all = basis.mutableSpan
    var rows = all._mutatingExtracting(row * size..<(row + 2) * size)
    for i in 0..<size {
      let (upper, lower) = (rows[i], rows[size + i])
      rows[i] = c * upper + s * lower
      rows[size + i] = c * lower - s * upper
    }
  }
}

/// H = 1 − 2·v·vᵀ / vᵀv, which leaves of a column no more than one number below the diagonal.
private struct Reflector {
  private let size: Int
  /// v, from `first` on.
  private var v: [Double]
  private var w: [Double]
  private var first = 0
  /// 2 / vᵀv; 0 where nothing is to be reflected.
  private var factor = 0.0

  init(size: Int) {
    self.size = size
    v = [Double](repeating: 0, count: size)
    w = v
  }

  /// Takes H·A·H for A, whose columns before are done already.
  /// - Returns: the number that is left below the diagonal.
  mutating func clear(column k: Int, of a: inout [Double]) -> Double {
    first = k + 1
    var squares = 0.0
    for i in first..<size {
      v[i] = a[i * size + k]
      squares += v[i] * v[i]
    }
    let top = v[first]
    let rest = squares - top * top
    // Also where rounding has made it negative.
    guard rest > 0 else {
      factor = 0
      return top
    }
    let left = top > 0 ? -squares.squareRoot() : squares.squareRoot()
    v[first] = top - left
    factor = 2 / (rest + v[first] * v[first])
    // w = p − (factor/2 · pᵀv)·v with p = factor·A·v; then H·A·H = A − v·wᵀ − w·vᵀ.
    var product = 0.0
    for i in first..<size {
      var sum = 0.0
      for j in first..<size { sum += a[(i > j ? i : j) * size + (i > j ? j : i)] * v[j] }
      w[i] = factor * sum
      product += w[i] * v[i]
    }
    let share = factor / 2 * product
    for i in first..<size { w[i] -= share * v[i] }
    for i in first..<size {
      for j in first...i { a[i * size + j] -= v[i] * w[j] + w[i] * v[j] }
    }
    return left
  }

  /// Takes H·Z for Z.
  mutating func reflect(rowsOf z: inout [Double]) {
    guard factor > 0 else { return }
    var sums = [Double](repeating: 0, count: size)
    for i in first..<size {
      for j in 0..<size { sums[j] += v[i] * z[i * size + j] }
    }
    for i in first..<size {
      let scale = factor * v[i]
      for j in 0..<size { z[i * size + j] -= scale * sums[j] }
    }
  }
}
