public import SpecLanguage

/// y = tanh x, as `torch.nn.Tanh`.
public struct Tanh: Activation {
  public static let kind = "tanh"
  public static let summary = "y = tanh x"

  public var width = 0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {}

  public func derivative(input: Double, output: Double) -> Double { 1 - output * output }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: [S], rows: Int, parameters: [S], in range: Range<Int>, output: inout [S],
    scratch: inout Scratch<S>, buffers: LayerBuffers<S>, mode: Mode
  ) {
    map(input, into: &output, count: rows * width) { x in S.tanh(x) }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    adding parameters: [S], in range: Range<Int>, to input: inout [S], rows: Int,
    output: inout [S]
  ) {
    mapRows(
      adding: parameters.span.extracting(range), to: &input, rows: rows, into: &output
    ) { x in S.tanh(x) }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout [S], rows: Int, input: [S], output: [S], outputGradient: [S],
    parameters: [S], in range: Range<Int>, scratch: inout Scratch<S>
  ) {
    map(output, outputGradient, into: &gradient, count: rows * width) { y, dy in
      dy * (1 - y * y)
    }
  }
}
