public import SpecLanguage

/// In training each value is 0 with a probability, and otherwise divided by that of staying, as
/// `torch.nn.Dropout`; in evaluation every value stays as it is.
///
/// N. Srivastava et al.: Dropout: A Simple Way to Prevent Neural Networks from Overfitting, JMLR 2014. The
/// draws are PyTorch's on a CPU: one number a value, in the order of the values, from the generator
/// that draws the batches, each time a batch goes through. Where p is 0 or 1 nothing is drawn. Outside of
/// a training step, where the loss over all data is asked for, nothing is dropped.
public struct Dropout: Layer {
  public static let kind = "dropout"
  public static let summary = "values that are 0 by chance in training, as torch.nn.Dropout"

  /// The probability that a value is 0.
  public var p = 0.5
  private(set) var width = 0

  public init() {}

  public init(p: Double) { self.p = p }

  public mutating func configure(_ fields: inout Fields) {
    fields.number("p", &p, in: 0...1, "The probability that a value is 0 in training.")
  }

  public mutating func connect(_ shape: [Int]) -> [Int] {
    width = shape.reduce(1, *)
    return shape
  }

  public var tensors: [Tensor] { [] }
  public var drawsInTraining: Bool { true }
  public var remembersRows: Bool { true }

  public func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {}

  /// What each value was multiplied by.
  public func scratchCount(rows: Int) -> Int { rows * width }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    let draws = scratch.draws
    let memory = scratch.first
    var all = memory.mutableSpan
    var factors = all._mutatingExtracting(first: input.count)
    if mode == .training, draws.isLent, p > 0, p < 1 {
      draws.generator.fillBernoulli(&factors, probability: 1 - p, times: 1 / S(1 - p))
    } else {
      let factor: S = mode == .training && draws.isLent && p == 1 ? 0 : 1
      for i in factors.indices { factors[i] = factor }
    }
    map(input, factors.span, into: &output) { x, factor in x * factor }
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
    let memory = scratch.first
    map(outputGradient, memory.span.extracting(first: outputGradient.count), into: &gradient) {
      dy, factor in dy * factor
    }
  }
}
