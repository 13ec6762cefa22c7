/// A layer without parameters that applies one function to each value.
///
/// It writes `forward` and `inputGradient`; the rest follows from having no parameters.
public protocol Activation: Layer {
  var width: Int { get set }
  /// The derivative where the input is `input` and the output `output`.
  func derivative(input: Double, output: Double) -> Double
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
