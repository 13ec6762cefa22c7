public import SpecLanguage

/// y = log(1 + e^(βx)) / β, and x itself where βx is above the threshold, as `torch.nn.Softplus`.
///
/// C. Dugas et al.: Incorporating Second-Order Functional Knowledge for Better Option Pricing, NeurIPS
/// 2000, section 3.
public struct Softplus: Activation {
  public static let kind = "softplus"
  public static let summary = "y = log(1 + e^(beta·x)) / beta, a smooth ReLU"

  /// How sharp the bend at 0 is: β.
  public var beta = 1.0
  /// Above this βx, y is x.
  public var threshold = 20.0
  public var width = 0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number("beta", &beta, in: 1e-6...1e6, "How sharp the bend at 0 is.")
    fields.number("threshold", &threshold, "Where beta·x is above it, y is x.")
  }

  @inline(__always)
  private func value<S: Scalar>(at x: S) -> S {
    let scaled = x * S(beta)
    return scaled > S(threshold) ? x : S.log1p(S.exp(scaled)) / S(beta)
  }

  @inline(__always)
  private func slope<S: Scalar>(at x: S) -> S {
    let scaled = x * S(beta)
    guard !(scaled > S(threshold)) else { return 1 }
    let power = S.exp(scaled)
    return power / (power + 1)
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
