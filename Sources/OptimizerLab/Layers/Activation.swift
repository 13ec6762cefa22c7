/// A layer that applies a function of one value to each value. What it gives are units, and before the
/// last weighted layer these can die.
public protocol Nonlinearity: Layer {
  /// The derivative where a unit's input is `input` and its output `output`.
  /// - Parameters:
  ///   - unit: which of the layer's units: a value, or of maps a channel.
  ///   - parameters: this layer's.
  func derivative<S: Scalar>(input: S, output: S, unit: Int, parameters: Span<S>) -> S
}

/// A layer without parameters that applies one function to each value.
///
/// It writes `forward` and `inputGradient`; the rest follows from having no parameters.
public protocol Activation: Nonlinearity {
  var width: Int { get set }
  /// The derivative where the input is `input` and the output `output`.
  func derivative<S: Scalar>(input: S, output: S) -> S
  /// Writes `output` from `input` with `bias` added to each row: in one pass, what a linear layer and
  /// `forward` do in three.
  /// - Parameter input: rows × width; keeps the sums.
  func forward<S: Scalar>(
    adding bias: Span<S>, to input: inout MutableSpan<S>, rows: Int, output: inout MutableSpan<S>)
}

extension Activation {
  public mutating func connect(_ shape: [Int]) -> [Int] {
    width = shape.reduce(1, *)
    return shape
  }

  public func derivative<S: Scalar>(
    input: S, output: S, unit: Int, parameters: Span<S>
  ) -> S {
    derivative(input: input, output: output)
  }

  public var tensors: [Tensor] { [] }

  public func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {}

  public func scratchCount(rows: Int) -> Int { 0 }

  public func parameterGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, part: Range<Int>, accumulate: Bool, rows: Int,
    input: Span<S>, outputGradient: Span<S>, scratch: inout Scratch<S>
  ) {}
}
