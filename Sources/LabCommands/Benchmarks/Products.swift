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

  mutating func compute() {
    for (i, shape) in shapes.enumerated() {
      multiplyMatrices(
        operands[i].left, operands[i].right, into: &results[i], rows: shape.rows,
        inner: shape.inner, columns: shape.columns)
    }
  }
}
