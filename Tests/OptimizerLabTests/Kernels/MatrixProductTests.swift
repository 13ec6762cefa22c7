import Dispatch
import OptimizerLab
import Synchronization
import Testing

@Suite("A matrix product")
struct MatrixProductTests {
  struct Shape: Sendable, CustomStringConvertible {
    var rows: Int
    var inner: Int
    var columns: Int
    var description: String { "\(rows)×\(inner)×\(columns)" }
  }

  static let shapes: [Shape] = [
    .init(rows: 1, inner: 1, columns: 1), .init(rows: 1, inner: 1, columns: 17),
    .init(rows: 17, inner: 1, columns: 1), .init(rows: 1, inner: 17, columns: 1),
    .init(rows: 1, inner: 64, columns: 256), .init(rows: 32, inner: 64, columns: 64),
    .init(rows: 64, inner: 32, columns: 64), .init(rows: 31, inner: 33, columns: 29),
    .init(rows: 3, inner: 5, columns: 7), .init(rows: 15, inner: 16, columns: 17),
    .init(rows: 64, inner: 784, columns: 128), .init(rows: 128, inner: 64, columns: 1),
    .init(rows: 784, inner: 2, columns: 3), .init(rows: 2, inner: 300, columns: 5),
    .init(rows: 4, inner: 256, columns: 784), .init(rows: 7, inner: 1, columns: 65),
    .init(rows: 130, inner: 67, columns: 1), .init(rows: 66, inner: 129, columns: 1),
    .init(rows: 9, inner: 2500, columns: 20), .init(rows: 20, inner: 1300, columns: 1),
  ]

  /// Whether a is given as its transpose, and whether c is added to.
  enum Use: CaseIterable {
    case plain, accumulating, transposed, transposedAccumulating

    var accumulates: Bool { self == .accumulating || self == .transposedAccumulating }
    var transposes: Bool { self == .transposed || self == .transposedAccumulating }
  }

  @Test("is that of the definition in Float", arguments: shapes, Use.allCases)
  func single(_ shape: Shape, use: Use) {
    #expect(worstError(Float.self, shape, use) < 1)
  }

  @Test("is that of the definition in Double", arguments: shapes, Use.allCases)
  func double(_ shape: Shape, use: Use) {
    #expect(worstError(Double.self, shape, use) < 1)
  }

  @Test("of a matrix whose rows lie apart is that of the same rows side by side", arguments: shapes)
  func apart(_ shape: Shape) {
    let (a, b) = operands(Float.self, shape)
    for use in [Use.plain, .transposed] {
      let width = use.transposes ? shape.rows : shape.inner
      var wide: [Float] = []
      for start in stride(from: 0, to: a.count, by: width) {
        wide += a[start..<start + width] + [.nan, .nan, .nan]
      }
      var (side, far) = (
        [Float](repeating: .nan, count: shape.rows * shape.columns),
        [Float](repeating: .nan, count: shape.rows * shape.columns)
      )
      multiply(a, b, into: &side, shape, use)
      var target = far.mutableSpan
      Float.product(
        wide.span, transposed: use.transposes, stride: width + 3, b.span, into: &target,
        rows: shape.rows, inner: shape.inner, columns: shape.columns, accumulate: false)
      #expect(side == far)
    }
  }

  @Test("takes no notice of what was there, NaN included", arguments: shapes)
  func overwrites(_ shape: Shape) {
    let (a, b) = operands(Float.self, shape)
    var c = [Float](repeating: .nan, count: shape.rows * shape.columns)
    multiply(a, b, into: &c, shape, .plain)
    #expect(c.allSatisfy { $0.isFinite })
    c = [Float](repeating: .nan, count: shape.rows * shape.columns)
    multiply(a, b, into: &c, shape, .transposed)
    #expect(c.allSatisfy { $0.isFinite })
  }

  @Test("is the same bits twice", arguments: shapes)
  func repeats(_ shape: Shape) {
    let (a, b) = operands(Float.self, shape)
    var first = [Float](repeating: 0, count: shape.rows * shape.columns)
    var second = first
    multiply(a, b, into: &first, shape, .plain)
    multiply(a, b, into: &second, shape, .plain)
    #expect(first == second)
  }

  // Two threads in each other's working memory come out wrong about once in ten thousand calls.
  @Test("is the same bits on eight threads at once")
  func threads() {
    let shape = Shape(rows: 784, inner: 32, columns: 1)
    let (a, b) = operands(Float.self, shape)
    var alone = [Float](repeating: 0, count: shape.rows)
    multiply(a, b, into: &alone, shape, .plain)
    let right = alone
    let wrong = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      var c = right
      for _ in 0..<40_000 {
        multiply(a, b, into: &c, shape, .plain)
        if c != right { wrong.add(1, ordering: .relaxed) }
      }
    }
    #expect(wrong.load(ordering: .relaxed) == 0)
  }

  /// The largest error, in roundings of a sum as large as the terms' sizes add up to.
  private func worstError<S: Scalar>(_: S.Type, _ shape: Shape, _ use: Use) -> Double {
    let (a, b) = operands(S.self, shape)
    let before = numbers(S.self, count: shape.rows * shape.columns, seed: 3)
    var c = before
    multiply(a, b, into: &c, shape, use)
    var worst = 0.0
    for row in 0..<shape.rows {
      for column in 0..<shape.columns {
        let place = row * shape.columns + column
        var sum = use.accumulates ? Double(before[place]) : 0
        var size = sum.magnitude
        for k in 0..<shape.inner {
          let left = a[use.transposes ? k * shape.rows + row : row * shape.inner + k]
          let term = Double(left) * Double(b[k * shape.columns + column])
          sum += term
          size += term.magnitude
        }
        let rounding = size * Double(S.ulpOfOne) * Double(shape.inner).squareRoot()
        worst = max(worst, (Double(c[place]) - sum).magnitude / rounding)
      }
    }
    return worst
  }

  private func multiply<S: Scalar>(
    _ a: [S], _ b: [S], into c: inout [S], _ shape: Shape, _ use: Use
  ) {
    var target = c.mutableSpan
    S.product(
      a.span, transposed: use.transposes, b.span, into: &target, rows: shape.rows,
      inner: shape.inner, columns: shape.columns, accumulate: use.accumulates)
  }

  private func operands<S: Scalar>(_: S.Type, _ shape: Shape) -> (a: [S], b: [S]) {
    (
      numbers(S.self, count: shape.rows * shape.inner, seed: 1),
      numbers(S.self, count: shape.inner * shape.columns, seed: 2)
    )
  }
}

/// Numbers in ±1 from a seed.
func numbers<S: Scalar>(_: S.Type, count: Int, seed: UInt64) -> [S] {
  var generator = MersenneTwister(seed: seed)
  return (0..<count).map { _ in S(2 * generator.unitDouble() - 1) }
}
