public import SpecLanguage

/// y = x·Φ(x), Φ the distribution function of the normal distribution, as `torch.nn.GELU`.
///
/// D. Hendrycks, K. Gimpel: Gaussian Error Linear Units, 2016 (arXiv:1606.08415), section 2, where the
/// approximation with tanh is, too. Φ is (1 + erf(x/√2)) / 2, as PyTorch computes it: far below 0 it is
/// exactly 0.
public struct GELU: Activation {
  public static let kind = "gelu"
  public static let summary =
    "y = x·Φ(x), Φ the normal distribution function, or its approximation by tanh"

  /// How Φ is computed.
  public enum Approximation: String, Sendable, CaseIterable {
    case none, tanh
  }

  public var approximate = Approximation.none
  public var width = 0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.choice(
      "approximate", &approximate,
      "none for Φ itself, tanh for ½(1 + tanh(√(2/π)(x + 0.044715x³))).")
  }

  @inline(__always)
  private func value<S: Scalar>(at x: S) -> S {
    switch approximate {
    case .none: x * S(0.5) * (1 + S.erf(x * S(0.5.squareRoot())))
    case .tanh: S(0.5) * x * (1 + S.tanh(inner(x)))
    }
  }

  /// Φ(x) + x·φ(x), or the derivative of the approximation.
  @inline(__always)
  private func slope<S: Scalar>(at x: S) -> S {
    switch approximate {
    case .none:
      let below = S(0.5) * (1 + S.erf(x * S(0.5.squareRoot())))
      let density = S.exp(S(-0.5) * x * x) * S((0.5 / Double.pi).squareRoot())
      return below + x * density
    case .tanh:
      let t = S.tanh(inner(x))
      let inward = S(Self.scale) * (1 + S(3 * Self.cubic) * x * x)
      return S(0.5) * (1 + t) + S(0.5) * x * (1 - t * t) * inward
    }
  }

  /// √(2/π).
  private static let scale = (2 / Double.pi).squareRoot()
  private static let cubic = 0.044715

  @inline(__always)
  private func inner<S: Scalar>(_ x: S) -> S {
    S(Self.scale) * (x + S(Self.cubic) * x * x * x)
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
