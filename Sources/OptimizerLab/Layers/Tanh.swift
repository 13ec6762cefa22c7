public import SpecLanguage

/// y = tanh x, as `torch.nn.Tanh`.
public struct Tanh: Activation {
  public static let kind = "tanh"
  public static let summary = "y = tanh x"

  public var width = 0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {}

  public func derivative<S: Scalar>(input: S, output: S) -> S { 1 - output * output }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    map(input, into: &output) { x in S.tanh(x) }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    adding bias: Span<S>, to input: inout MutableSpan<S>, rows: Int, output: inout MutableSpan<S>
  ) {
    mapRows(adding: bias, to: &input, rows: rows, into: &output) { x in S.tanh(x) }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient: Span<S>, parameters: Span<S>, scratch: inout Scratch<S>
  ) {
    map(output, outputGradient, into: &gradient) { y, dy in
      dy * (1 - y * y)
    }
  }
}
