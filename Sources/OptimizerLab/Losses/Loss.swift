/// What a network's outputs are measured by: a mean over all values of a batch, which lie row by
/// row, one row an example.
public protocol Loss: Sendable {
  /// The name in a spec.
  static var kind: String { get }
  static var summary: String { get }

  init()

  /// The sum over the rows of `output` of their losses, and the same sum's gradient times `scale`.
  ///
  /// Divided by the count, the sum is the mean that PyTorch gives; the sum is in Double, each term
  /// in the numbers' own precision.
  /// - Parameters:
  ///   - output: what the network gave, rows × `width`.
  ///   - target: what that should be, at the same places.
  ///   - rows: the examples that are looked at.
  ///   - gradient: by `output`; overwritten in these rows.
  func sum<S: Scalar>(
    _ output: [S], target: [S], rows: Range<Int>, width: Int, scale: S, gradient: inout [S]
  ) -> Double

  /// The sum alone.
  func sum<S: Scalar>(_ output: [S], target: [S], rows: Range<Int>, width: Int) -> Double
}

extension Range<Int> {
  /// The places of these rows' values, where a row has `width` of them.
  @inline(__always)
  func values(width: Int) -> Range<Int> { lowerBound * width..<upperBound * width }
}
