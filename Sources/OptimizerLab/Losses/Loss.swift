/// What a network's outputs are measured by: a mean over a batch, whose values lie row by row, one row an
/// example.
///
/// Most losses compare each output with a target of its own. One on classes has one target a row, the
/// place of its class.
public protocol Loss: Sendable {
  /// The name in a spec.
  static var kind: String { get }
  static var summary: String { get }

  /// Values of an example's target, for a network that gives `outputs`.
  func targetWidth(outputs: Int) -> Int

  /// What the sum is divided by for the mean.
  func weight<S: Scalar>(of target: Span<S>) -> Double

  /// The sum of the losses of all values of `output`, and the same sum's gradient times `scale`.
  ///
  /// Divided by the weight, the sum is the mean that PyTorch gives; the sum is in Double, each term
  /// in the numbers' own precision.
  /// - Parameters:
  ///   - output: what the network gave, row by row.
  ///   - target: what that should be.
  ///   - gradient: by `output`; overwritten.
  func sum<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double

  /// The sum alone.
  func sum<S: Scalar>(_ output: Span<S>, target: Span<S>) -> Double
}

extension Loss {
  public func targetWidth(outputs: Int) -> Int { outputs }
  public func weight<S: Scalar>(of target: Span<S>) -> Double { Double(target.count) }

  /// The same of an array of targets.
  func weight(of targets: [Float]) -> Double {
    let all = targets.map { Double($0) }
    return weight(of: all.span)
  }
}

/// A loss that has no settings.
public protocol PlainLoss: Loss {
  init()
}

extension Range<Int> {
  /// The places of these rows' values, where a row has `width` of them.
  @inline(__always)
  func values(width: Int) -> Range<Int> { lowerBound * width..<upperBound * width }
}
