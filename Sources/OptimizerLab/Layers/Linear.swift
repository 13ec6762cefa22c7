public import SpecLanguage

/// y = x Wᵀ + b, as `torch.nn.Linear`.
///
/// W is kept as inputs × units, row by row, followed by b; files have it as PyTorch does, units ×
/// inputs. Kept this way only the gradient by the input needs a transpose: of the weights or of the
/// batch, whichever is smaller.
///
/// Weights and bias start uniform in ±1/√inputs (`nn.Linear`'s Kaiming rule with a = √5).
public struct Linear: Layer {
  public static let kind = "linear"
  public static let summary = "y = x Wᵀ + b, as torch.nn.Linear"

  /// Outputs an example.
  public var units = 0
  /// Whether there is a b.
  public var bias = true
  /// What W and b start from in place of what is drawn when the layer is made.
  public var start = StartingValues()
  private(set) var inputs = 0

  public init() {}

  public init(units: Int, bias: Bool = true) {
    self.units = units
    self.bias = bias
  }

  public mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "units", &units, in: 1...1_000_000, required: true, "Outputs for each example.")
    fields.flag("bias", &bias, "Whether a bias is added.")
    start.configure(&fields, hasBias: bias)
  }

  public var isWeighted: Bool { true }

  public func complaint(about shape: [Int]) -> String? { ShapeText.listNeeded(Self.kind, shape) }

  public mutating func connect(_ shape: [Int]) -> [Int] {
    precondition(shape.count == 1, "a linear layer takes a list of values")
    inputs = shape[0]
    return [units]
  }

  public var tensors: [Tensor] {
    let weight = Tensor(name: "weight", shape: [units, inputs], isTransposed: true)
    return bias ? [weight, Tensor(name: "bias", shape: [units])] : [weight]
  }

  private var weightCount: Int { inputs * units }

  public func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {
    // The two bounds are equal but for the last bits of their Doubles.
    let gain = (2 / (1 + 5.0.squareRoot() * 5.0.squareRoot())).squareRoot()
    let weightBound = 3.0.squareRoot() * (gain / Double(inputs).squareRoot())
    var drawn = [Float](repeating: 0, count: weightCount)
    generator.fillUniform(&drawn, from: -weightBound, to: weightBound)
    for unit in 0..<units {
      for input in 0..<inputs {
        parameters[range.lowerBound + input * units + unit] = S(drawn[unit * inputs + input])
      }
    }
    guard bias else { return }
    let biasBound = 1 / Double(inputs).squareRoot()
    drawn = [Float](repeating: 0, count: units)
    generator.fillUniform(&drawn, from: -biasBound, to: biasBound)
    for unit in 0..<units {
      parameters[range.lowerBound + weightCount + unit] = S(drawn[unit])
    }
  }

  public func startAnew<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {
    start.fill(tensors, of: &parameters, from: range.lowerBound, drawingFrom: &generator)
  }

  public func scratchCount(rows: Int) -> Int {
    rows * max(inputs, units)
  }

  /// Whether it is less work to transpose the weights than the batch on its way in and out.
  private func transposesWeights(rows: Int) -> Bool {
    inputs * units <= rows * max(inputs, units)
  }

  /// A row of W: what belongs to one input.
  public var parameterGrain: Int { max(units, 1) }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    if bias {
      let b = parameters.extracting(biasRange)
      for row in 0..<rows {
        var line = output._mutatingExtracting(row * units..<(row + 1) * units)
        for i in b.indices { line[i] = b[i] }
      }
    }
    multiply(input, rows: rows, parameters: parameters, output: &output, accumulate: bias)
  }

  /// Writes x Wᵀ alone into `output`; the bias is left to the activation that follows.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func forwardWithoutBias<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>
  ) {
    multiply(input, rows: rows, parameters: parameters, output: &output, accumulate: false)
  }

  /// Where b lies among the layer's parameters.
  var biasRange: Range<Int> { weightCount..<weightCount + (bias ? units : 0) }

  @inline(__always)
  private func multiply<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    accumulate: Bool
  ) {
    S.product(
      input, transposed: false, parameters.extracting(first: weightCount), into: &output,
      rows: rows, inner: inputs, columns: units, accumulate: accumulate)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func parameterGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, part: Range<Int>, accumulate: Bool, rows: Int,
    input: Span<S>, outputGradient: Span<S>, scratch: inout Scratch<S>
  ) {
    // dW = xᵀ · dy, of some rows of W; db = the column sums of dy.
    let weights = part.clamped(to: 0..<weightCount)
    if !weights.isEmpty {
      var weight = gradient._mutatingExtracting(first: weights.count)
      S.product(
        input.extracting(droppingFirst: weights.lowerBound / units), transposed: true,
        stride: inputs, outputGradient, into: &weight, rows: weights.count / units, inner: rows,
        columns: units, accumulate: accumulate)
    }
    guard part.upperBound > weightCount else { return }
    var db = gradient._mutatingExtracting(last: units)
    addUpRows(outputGradient, rows: rows, into: &db, accumulate: accumulate)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient: Span<S>, parameters: Span<S>, scratch: inout Scratch<S>
  ) {
    // dx = dy · Wᵀ, or, computed the other way round, dxᵀ = W · dyᵀ.
    let weight = parameters.extracting(first: weightCount)
    // Where one side of a matrix is 1, it is its own transpose.
    if units == 1 {
      S.product(
        outputGradient, transposed: false, weight, into: &gradient,
        rows: rows, inner: 1, columns: inputs, accumulate: false)
    } else if rows == 1 {
      S.product(
        weight, transposed: false, outputGradient, into: &gradient,
        rows: inputs, inner: units, columns: 1, accumulate: false)
    } else if transposesWeights(rows: rows) {
      let memory = scratch.first
      var first = memory.mutableSpan
      var weightTransposed = first._mutatingExtracting(first: weightCount)
      transpose(weight, rows: inputs, columns: units, into: &weightTransposed)
      S.product(
        outputGradient, transposed: false, weightTransposed.span, into: &gradient,
        rows: rows, inner: units, columns: inputs, accumulate: false)
    } else {
      let memory = (scratch.first, scratch.second)
      var first = memory.0.mutableSpan
      var dyTransposed = first._mutatingExtracting(first: rows * units)
      var second = memory.1.mutableSpan
      var dxTransposed = second._mutatingExtracting(first: rows * inputs)
      transpose(outputGradient, rows: rows, columns: units, into: &dyTransposed)
      S.product(
        weight, transposed: false, dyTransposed.span, into: &dxTransposed,
        rows: inputs, inner: units, columns: rows, accumulate: false)
      transpose(dxTransposed.span, rows: inputs, columns: rows, into: &gradient)
    }
  }
}
