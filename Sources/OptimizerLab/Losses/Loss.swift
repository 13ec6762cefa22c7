/// What a network's outputs are measured by: a mean over all values of a batch.
public protocol Loss: Sendable {
  /// The name in a spec.
  static var kind: String { get }
  static var summary: String { get }

  init()

  /// The sum over `output` of the loss of each value, and the same sum's gradient times `scale`.
  ///
  /// Divided by the count, the sum is the mean that PyTorch gives; the sum is in Double, each term
  /// in the numbers' own precision.
  /// - Parameters:
  ///   - output: values of the network, of which the range `range` is used.
  ///   - target: what they should be, at the same places.
  ///   - gradient: overwritten in `range`.
  func sum<S: Scalar>(
    _ output: [S], target: [S], in range: Range<Int>, scale: S, gradient: inout [S]
  ) -> Double

  /// The sum alone.
  func sum<S: Scalar>(_ output: [S], target: [S], in range: Range<Int>) -> Double
}
