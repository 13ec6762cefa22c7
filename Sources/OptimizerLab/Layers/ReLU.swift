public import SpecLanguage

/// y = max(0, x), as `torch.nn.ReLU`; the derivative at 0 is 0.
///
/// A unit whose input is ≤ 0 for every example gets no gradient any more: it is dead.
public struct ReLU: Activation {
  public static let kind = "relu"
  public static let summary = "y = max(0, x); a unit that is never positive is dead"

  public var width = 0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {}

  public func derivative<S: Scalar>(input: S, output: S) -> S { input > 0 ? 1 : 0 }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    // Not max(0, x), which would turn NaN into 0.
    map(input, into: &output) { x in x <= 0 ? 0 : x }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    adding bias: Span<S>, to input: inout MutableSpan<S>, rows: Int, output: inout MutableSpan<S>
  ) {
    mapRows(adding: bias, to: &input, rows: rows, into: &output) { x in x <= 0 ? 0 : x }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient: Span<S>, parameters: Span<S>, scratch: inout Scratch<S>
  ) {
    map(input, outputGradient, into: &gradient) { x, dy in x > 0 ? dy : 0 }
  }
}
