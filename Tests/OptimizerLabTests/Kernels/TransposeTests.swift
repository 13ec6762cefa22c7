import OptimizerLab
import Testing

@Suite("A transpose")
struct TransposeTests {
  static let sizes = [1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 64, 100]

  @Test("swaps rows and columns", arguments: sizes, sizes)
  func swaps(rows: Int, columns: Int) {
    #expect(isSwapped(Float.self, rows, columns))
    #expect(isSwapped(Double.self, rows, columns))
  }

  private func isSwapped<S: Scalar>(_: S.Type, _ rows: Int, _ columns: Int) -> Bool {
    let source = (0..<rows * columns).map { S($0) }
    var target = [S](repeating: .nan, count: source.count)
    var span = target.mutableSpan
    transpose(source.span, rows: rows, columns: columns, into: &span)
    return (0..<rows).allSatisfy { row in
      (0..<columns).allSatisfy { target[$0 * rows + row] == source[row * columns + $0] }
    }
  }
}
