public import SpecLanguage

/// y = x · sigmoid(x), as `torch.nn.SiLU`; also known as Swish.
///
/// S. Elfwing, E. Uchibe, K. Doya: Sigmoid-Weighted Linear Units for Neural Network Function
/// Approximation in Reinforcement Learning, 2017 (arXiv:1702.03118), equation 5.
public struct SiLU: Activation {
  public static let kind = "silu"
  public static let summary = "y = x / (1 + e⁻ˣ), also known as Swish"

  public var width = 0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {}

  @inline(__always)
  private func value<S: Scalar>(at x: S) -> S { x / (1 + S.exp(-x)) }

  @inline(__always)
  private func slope<S: Scalar>(at x: S) -> S {
    let share = 1 / (1 + S.exp(-x))
    return share * (1 + x * (1 - share))
  }

  public func derivative<S: Scalar>(input: S, output: S) -> S { slope(at: input) }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    map(input, into: &output) { x in value(at: x) }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    adding bias: Span<S>, to input: inout MutableSpan<S>, rows: Int, output: inout MutableSpan<S>
  ) {
    mapRows(adding: bias, to: &input, rows: rows, into: &output) { x in value(at: x) }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient: Span<S>, parameters: Span<S>, scratch: inout Scratch<S>
  ) {
    map(input, outputGradient, into: &gradient) { x, dy in dy * slope(at: x) }
  }
}
