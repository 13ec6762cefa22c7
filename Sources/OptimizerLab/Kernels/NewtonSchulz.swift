/// Brings the singular values of a matrix near 1, by a polynomial of it.
///
/// As in `torch.optim.Muon`, numbers are rounded to bfloat16 after each operation; products are
/// summed in Float.
struct NewtonSchulz {
  /// a, b, c of X ← a·X + (b·XXᵀ + c·(XXᵀ)²)·X.
  var coefficients: [Double]
  var steps: Int
  /// The least that the matrix is divided by.
  var eps: Double

  /// Makes the four arrays of `room` large enough for a matrix of that size.
  static func makeRoom(in room: inout [[Float]], for size: (rows: Int, columns: Int)) {
    let count = size.rows * size.columns
    let small = min(size.rows, size.columns)
    for (place, wanted) in [count, count, small * small, small * small].enumerated()
    where room[place].count < wanted {
      room[place] = [Float](repeating: 0, count: wanted)
    }
  }

  /// Works on the matrix in the first array, which lies there row by row in bfloat16; it is also
  /// where the result is. The other arrays are overwritten.
  func run(_ room: inout [[Float]], size: (rows: Int, columns: Int)) {
    let count = size.rows * size.columns
    normalize(&room[0], count: count)
    // Z = Xᵀ, the taller of the matrix and its transpose.
    let isWide = size.rows < size.columns
    let (tall, thin) = (max(size.rows, size.columns), min(size.rows, size.columns))
    if isWide {
      flip(room[0], rows: size.rows, columns: size.columns, into: &room[1])
      room.swapAt(0, 1)
    }
    let (a, b, c) = (Float(coefficients[0]), Float(coefficients[1]), Float(coefficients[2]))
    for _ in 0..<steps {
      // XXᵀ = ZᵀZ
      multiply(room[0], transposed: true, room[0], into: &room[2], thin, tall, thin)
      round(&room[2], count: thin * thin)
      multiply(room[2], transposed: false, room[2], into: &room[3], thin, thin, thin)
      combine(&room[3], room[2], count: thin * thin) { c * $0 + b * $1 }
      // (P·X)ᵀ = Z·P, since P is its own transpose.
      multiply(room[0], transposed: false, room[3], into: &room[1], tall, thin, thin)
      combine(&room[1], room[0], count: count) { $0 + a * $1 }
      room.swapAt(0, 1)
    }
    if isWide {
      flip(room[0], rows: tall, columns: thin, into: &room[1])
      room.swapAt(0, 1)
    }
  }

  /// x / max(‖x‖, eps)
  private func normalize(_ values: inout [Float], count: Int) {
    let norm = bfloat16(sumOfSquares(values.span.extracting(first: count)).squareRoot())
    // A NaN is not the lesser one, and stays.
    let divisor = norm < bfloat16(eps) ? bfloat16(eps) : norm
    var x = values.mutableSpan
    for i in 0..<count { x[i] = bfloat16(x[i] / divisor) }
  }

  private func flip(_ source: [Float], rows: Int, columns: Int, into target: inout [Float]) {
    var all = target.mutableSpan
    var own = all._mutatingExtracting(first: rows * columns)
    transpose(
      source.span.extracting(first: rows * columns), rows: rows, columns: columns, into: &own)
  }

  private func multiply(
    _ a: [Float], transposed: Bool, _ b: [Float], into c: inout [Float],
    _ rows: Int, _ inner: Int, _ columns: Int
  ) {
    var all = c.mutableSpan
    var own = all._mutatingExtracting(first: rows * columns)
    Float.product(
      a.span.extracting(first: rows * inner), transposed: transposed,
      b.span.extracting(first: inner * columns), into: &own, rows: rows, inner: inner,
      columns: columns, accumulate: false)
  }

  private func round(_ values: inout [Float], count: Int) {
    var x = values.mutableSpan
    for i in 0..<count { x[i] = bfloat16(x[i]) }
  }

  @inline(__always)
  private func combine(
    _ values: inout [Float], _ others: [Float], count: Int, _ body: (Float, Float) -> Float
  ) {
    var x = values.mutableSpan
    let y = others.span.extracting(first: count)
    for i in y.indices { x[i] = bfloat16(body(x[i], y[i])) }
  }
}

/// The nearest number of eight significant bits; of two, the one whose last bit is 0.
@inline(__always)
func bfloat16<S: Scalar>(_ x: S) -> Float {
  let bits = Float(x).bitPattern
  // Not a NaN, whose bits could become those of infinity.
  guard bits & 0x7fff_ffff <= 0x7f80_0000 else { return Float(x) }
  return Float(bitPattern: (bits &+ 0x7fff &+ (bits >> 16 & 1)) & 0xffff_0000)
}
