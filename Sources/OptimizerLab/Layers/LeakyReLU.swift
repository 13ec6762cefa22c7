public import SpecLanguage

/// y = x for x > 0, slope · x otherwise, as `torch.nn.LeakyReLU`; at 0 the derivative is the slope.
///
/// A. Maas, A. Hannun, A. Ng: Rectifier Nonlinearities Improve Neural Network Acoustic Models, ICML
/// Workshop 2013. Its units cannot die: there is a gradient on both sides.
public struct LeakyReLU: Activation {
  public static let kind = "leaky_relu"
  public static let summary = "y = x above 0, negative_slope · x below; its units cannot die"

  /// The slope below 0.
  public var negativeSlope = 0.01
  public var width = 0

  public init() {}

  public init(negativeSlope: Double) { self.negativeSlope = negativeSlope }

  public mutating func configure(_ fields: inout Fields) {
    fields.number("negative_slope", &negativeSlope, in: .atLeast(0), "The slope below 0.")
  }

  public func derivative<S: Scalar>(input: S, output: S) -> S {
    input > 0 ? 1 : S(negativeSlope)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    let slope = S(negativeSlope)
    map(input, into: &output) { x in x > 0 ? x : slope * x }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    adding bias: Span<S>, to input: inout MutableSpan<S>, rows: Int, output: inout MutableSpan<S>
  ) {
    let slope = S(negativeSlope)
    mapRows(adding: bias, to: &input, rows: rows, into: &output) { x in x > 0 ? x : slope * x }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient: Span<S>, parameters: Span<S>, scratch: inout Scratch<S>
  ) {
    let slope = S(negativeSlope)
    map(input, outputGradient, into: &gradient) { x, dy in
      x > 0 ? dy : slope * dy
    }
  }
}
