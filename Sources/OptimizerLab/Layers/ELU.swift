public import SpecLanguage

/// y = x for x > 0, α(eˣ − 1) otherwise, as `torch.nn.ELU`; at 0 the derivative is α.
///
/// D. Clevert, T. Unterthiner, S. Hochreiter: Fast and Accurate Deep Network Learning by Exponential
/// Linear Units, ICLR 2016 (arXiv:1511.07289), equation 15.
public struct ELU: Activation {
  public static let kind = "elu"
  public static let summary = "y = x above 0, alpha · (eˣ − 1) below"

  /// −y far below 0: α.
  public var alpha = 1.0
  public var width = 0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number("alpha", &alpha, in: .atLeast(0), "What −y comes to far below 0.")
  }

  @inline(__always)
  private func value<S: Scalar>(at x: S) -> S { x < 0 ? S.expm1(x) * S(alpha) : x }

  @inline(__always)
  private func slope<S: Scalar>(at x: S) -> S { x <= 0 ? S.exp(x) * S(alpha) : 1 }

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
