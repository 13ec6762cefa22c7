public import SpecLanguage

/// Maps as a list of values, channel by channel and row by row, as `torch.nn.Flatten`.
///
/// They lie like that already: the numbers are handed on. A list stays one.
public struct Flatten: Layer {
  public static let kind = "flatten"
  public static let summary = "maps as one list of values, as torch.nn.Flatten"

  public init() {}

  public mutating func configure(_ fields: inout Fields) {}

  public mutating func connect(_ shape: [Int]) -> [Int] { [shape.reduce(1, *)] }

  public var tensors: [Tensor] { [] }

  public func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {}

  public func scratchCount(rows: Int) -> Int { 0 }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    copyNumbers(input, into: &output)
  }

  public func parameterGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, part: Range<Int>, accumulate: Bool, rows: Int,
    input: Span<S>, outputGradient: Span<S>, scratch: inout Scratch<S>
  ) {}

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient: Span<S>, parameters: Span<S>, scratch: inout Scratch<S>
  ) {
    copyNumbers(outputGradient, into: &gradient)
  }
}
