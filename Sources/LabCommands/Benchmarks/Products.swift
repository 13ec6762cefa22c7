internal import OptimizerLab

/// The matrix products of a workload's step, with matrices of their own.
struct Products<Number: Scalar> {
  private let shapes: [(rows: Int, inner: Int, columns: Int)]
  private let operands: [(left: Numbers<Number>, right: Numbers<Number>)]
  private var results: [Numbers<Number>]

  init(_ workload: Workload) {
    shapes = workload.products
    operands = shapes.map { shape in
      (
        Numbers(repeating: 0.5, count: shape.rows * shape.inner),
        Numbers(repeating: 0.25, count: shape.inner * shape.columns)
      )
    }
    results = shapes.map { Numbers(count: $0.rows * $0.columns) }
  }

  var isEmpty: Bool { shapes.isEmpty }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  mutating func compute() {
    for (i, shape) in shapes.enumerated() {
      Self.multiply(operands[i].left, operands[i].right, into: &results[i], shape)
    }
  }

  @inline(__always)
  private static func multiply(
    _ a: Numbers<Number>, _ b: Numbers<Number>, into c: inout Numbers<Number>,
    _ shape: (rows: Int, inner: Int, columns: Int)
  ) {
    var target = c.mutableSpan
    Number.product(
      a.span, transposed: false, b.span, into: &target,
      rows: shape.rows, inner: shape.inner, columns: shape.columns, accumulate: false)
  }
}
