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

  public func derivative(input: Double, output: Double) -> Double { input > 0 ? 1 : 0 }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: [S], rows: Int, parameters: [S], in range: Range<Int>, output: inout [S],
    scratch: inout Scratch<S>, buffers: LayerBuffers<S>, mode: Mode
  ) {
    // Not max(0, x), which would turn NaN into 0.
    map(input, into: &output, count: rows * width) { x in x <= 0 ? 0 : x }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    adding parameters: [S], in range: Range<Int>, to input: inout [S], rows: Int,
    output: inout [S]
  ) {
    mapRows(
      adding: parameters.span.extracting(range), to: &input, rows: rows, into: &output
    ) { x in x <= 0 ? 0 : x }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout [S], rows: Int, input: [S], output: [S], outputGradient: [S],
    parameters: [S], in range: Range<Int>, scratch: inout Scratch<S>
  ) {
    map(input, outputGradient, into: &gradient, count: rows * width) { x, dy in x > 0 ? dy : 0 }
  }
}
