/// The largest eigenvalues of a large symmetric matrix without negative ones, and their vectors.
///
/// Orthogonal iteration in twice as many dimensions as are wanted, and in these the small problem
/// (Golub and Van Loan, Matrix Computations, 4th edition, 8.2.4 and 8.2.5): products of matrices almost
/// alone. It ends where the residuals ‖A·v − λ·v‖ are 10⁻¹¹ of the largest value, or as told, so that
/// values are right to the last digits, and vectors as far as their values stand apart.
struct LeadingEigen {
  /// `count` in falling order.
  private(set) var values: [Double]
  /// size × count, row by row: a column a vector.
  private(set) var vectors: [Double]
  /// The same in all dimensions: what iteration for a matrix that is like this one can begin with.
  private(set) var space: [Double] = []

  private let size: Int
  /// Vectors in the making.
  private let width: Int

  /// Products between two looks at the residuals, and looks at most: where values hardly differ there
  /// is no telling which are the largest.
  private static let stepsPerLook = 3
  private static let lookLimit = 80

  /// - Parameters:
  ///   - matrix: size × size.
  ///   - space: of a matrix like this one, of the same size and for as many values.
  ///   - tolerance: the residuals at the end, as parts of the largest value.
  init(
    _ count: Int, of matrix: [Double], size: Int, from space: [Double] = [],
    tolerance: Double = 1e-11
  ) {
    self.size = size
    width = min(2 * count, size)
    values = []
    vectors = []
    guard width < size else {
      let whole = SymmetricEigen(of: matrix, size: size, withVectors: true)
      values = Array(whole.values[..<count])
      keep(count, of: transposed(whole.vectors, rows: size, columns: size))
      return
    }
    if space.count == size * width {
      vectors = space
    } else {
      var generator = MersenneTwister(seed: 0)
      vectors = generator.normals(size * width).map { Double($0) }
    }
    makeOrthonormal()
    let trace = (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] }
    // The vectors are those of A + shift, of which none gets lost.
    let shift = trace > 0 ? 1e-4 * trace : 1
    var images = multiplied(matrix)
    for _ in 0..<Self.lookLimit {
      for step in 1...Self.stepsPerLook {
        for i in vectors.indices { vectors[i] = images[i] + shift * vectors[i] }
        makeOrthonormal(rounds: step < Self.stepsPerLook ? 1 : 2)
        images = multiplied(matrix)
      }
      solveWithin(&images)
      if residual(images, count) <= tolerance * values[0] { break }
    }
    values = Array(values[..<count])
    self.space = vectors
    keep(count, of: vectors)
  }

  /// A·V.
  private func multiplied(_ matrix: [Double]) -> [Double] {
    product(matrix, transposed: false, vectors, size, size, width)
  }

  /// Turns V within its space so that Vᵀ·A·V is diagonal, and A·V with it.
  private mutating func solveWithin(_ images: inout [Double]) {
    let inner = product(vectors, transposed: true, images, width, size, width)
    let small = SymmetricEigen(of: inner, size: width, withVectors: true)
    let turn = transposed(small.vectors, rows: width, columns: width)
    values = small.values
    vectors = product(vectors, transposed: false, turn, size, width, width)
    images = product(images, transposed: false, turn, size, width, width)
  }

  /// The largest ‖A·v − λ·v‖ of the first `count`.
  private func residual(_ images: [Double], _ count: Int) -> Double {
    var squares = [Double](repeating: 0, count: count)
    for row in 0..<size {
      for k in 0..<count {
        let rest = images[row * width + k] - values[k] * vectors[row * width + k]
        squares[k] += rest * rest
      }
    }
    return (squares.max() ?? 0).squareRoot()
  }

  private mutating func keep(_ count: Int, of all: [Double]) {
    vectors = (0..<size).flatMap { row in all[row * width..<row * width + count] }
  }

  /// Makes the columns of V orthonormal by a Cholesky factor, twice: once is not enough where they lie
  /// close together (Yamamoto, Nakatsukasa, Yanagisawa and Fukaya, 2015), but does on the way.
  private mutating func makeOrthonormal(rounds: Int = 2) {
    for _ in 0..<rounds {
      let inverse = Self.inverseFactor(
        of: product(vectors, transposed: true, vectors, width, size, width), size: width)
      vectors = product(vectors, transposed: false, inverse, size, width, width)
    }
  }

  /// R⁻¹ of G = Rᵀ·R with R zero below its diagonal.
  private static func inverseFactor(of gram: [Double], size: Int) -> [Double] {
    // Of columns of length 1.
    let lengths = (0..<size).map { gram[$0 * size + $0].squareRoot() }
    var r = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in i..<size {
        var sum = gram[i * size + j] / (lengths[i] * lengths[j])
        for k in 0..<i { sum -= r[k * size + i] * r[k * size + j] }
        r[i * size + j] =
          i == j ? max(sum, .ulpOfOne).squareRoot() : sum / r[i * size + i]
      }
    }
    var inverse = [Double](repeating: 0, count: size * size)
    for j in 0..<size {
      inverse[j * size + j] = 1 / r[j * size + j]
      for i in stride(from: j - 1, through: 0, by: -1) {
        var sum = 0.0
        for k in i + 1...j { sum += r[i * size + k] * inverse[k * size + j] }
        inverse[i * size + j] = -sum / r[i * size + i]
      }
    }
    for i in 0..<size {
      for j in i..<size { inverse[i * size + j] /= lengths[i] }
    }
    return inverse
  }
}

/// a · b, or aᵀ · b, as an array of its own; see `Scalar.product`.
func product(
  _ a: [Double], transposed: Bool, _ b: [Double], _ rows: Int, _ inner: Int, _ columns: Int
) -> [Double] {
  var result = [Double](repeating: 0, count: rows * columns)
  var target = result.mutableSpan
  Double.product(
    a.span, transposed: transposed, b.span, into: &target, rows: rows, inner: inner,
    columns: columns, accumulate: false)
  return result
}
