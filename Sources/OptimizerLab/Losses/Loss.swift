/// What a network's outputs are measured by: a mean over all values of a batch, which lie row by
/// row, one row an example.
public protocol Loss: Sendable {
  /// The name in a spec.
  static var kind: String { get }
  static var summary: String { get }

  init()

  /// The sum of the losses of all values of `output`, and the same sum's gradient times `scale`.
  ///
  /// Divided by the count, the sum is the mean that PyTorch gives; the sum is in Double, each term
  /// in the numbers' own precision.
  /// - Parameters:
  ///   - output: what the network gave, row by row.
  ///   - target: what that should be, at the same places.
  ///   - gradient: by `output`; overwritten.
  func sum<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double

  /// The sum alone.
  func sum<S: Scalar>(_ output: Span<S>, target: Span<S>) -> Double
}

extension Range<Int> {
  /// The places of these rows' values, where a row has `width` of them.
  @inline(__always)
  func values(width: Int) -> Range<Int> { lowerBound * width..<upperBound * width }
}
