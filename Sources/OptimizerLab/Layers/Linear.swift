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
  }

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

  public func scratchCount(rows: Int) -> Int {
    rows * max(inputs, units)
  }

  /// Whether it is less work to transpose the weights than the batch on its way in and out.
  private func transposesWeights(rows: Int) -> Bool {
    inputs * units <= rows * max(inputs, units)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: [S], rows: Int, parameters: [S], in range: Range<Int>, output: inout [S],
    scratch: inout Scratch<S>, buffers: LayerBuffers<S>, mode: Mode
  ) {
    if bias {
      let b = parameters.span.extracting(biasRange(in: range))
      var all = output.mutableSpan
      for row in 0..<rows {
        var line = all._mutatingExtracting(row * units..<(row + 1) * units)
        for i in b.indices { line[i] = b[i] }
      }
    }
    multiply(
      input, rows: rows, parameters: parameters, in: range, output: &output, accumulate: bias)
  }

  /// Writes x Wᵀ alone into `output`; the bias is left to the activation that follows.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func forwardWithoutBias<S: Scalar>(
    _ input: [S], rows: Int, parameters: [S], in range: Range<Int>, output: inout [S]
  ) {
    multiply(
      input, rows: rows, parameters: parameters, in: range, output: &output, accumulate: false)
  }

  /// Where b lies in the network's flat vector, given this layer's range.
  func biasRange(in range: Range<Int>) -> Range<Int> {
    range.lowerBound + weightCount..<range.upperBound
  }

  @inline(__always)
  private func multiply<S: Scalar>(
    _ input: [S], rows: Int, parameters: [S], in range: Range<Int>, output: inout [S],
    accumulate: Bool
  ) {
    var all = output.mutableSpan
    var y = all._mutatingExtracting(first: rows * units)
    S.product(
      input.span.extracting(first: rows * inputs), transposed: false,
      parameters.span.extracting(range).extracting(first: weightCount), into: &y,
      rows: rows, inner: inputs, columns: units, accumulate: accumulate)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func parameterGradient<S: Scalar>(
    _ gradient: inout [S], in range: Range<Int>, rows: Int, input: [S], outputGradient: [S],
    scratch: inout Scratch<S>
  ) {
    // dW = xᵀ · dy, db = the column sums of dy.
    var all = gradient.mutableSpan
    var own = all._mutatingExtracting(range)
    let dy = outputGradient.span.extracting(first: rows * units)
    var weight = own._mutatingExtracting(first: weightCount)
    S.product(
      input.span.extracting(first: rows * inputs), transposed: true, dy, into: &weight,
      rows: inputs, inner: rows, columns: units, accumulate: false)
    guard bias else { return }
    var db = own._mutatingExtracting(last: units)
    addUpRows(dy, rows: rows, into: &db)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout [S], rows: Int, input: [S], output: [S], outputGradient: [S],
    parameters: [S], in range: Range<Int>, scratch: inout Scratch<S>
  ) {
    let weight = parameters.span.extracting(range).extracting(first: weightCount)
    let dy = outputGradient.span.extracting(first: rows * units)
    multiply(
      dy, byTransposeOf: weight, rows: rows, into: &gradient, &scratch.first, &scratch.second)
  }

  /// dx = dy · Wᵀ, or, computed the other way round, dxᵀ = W · dyᵀ.
  @inline(__always)
  private func multiply<S: Scalar>(
    _ dy: Span<S>, byTransposeOf weight: Span<S>, rows: Int, into gradient: inout [S],
    _ first: inout [S], _ second: inout [S]
  ) {
    var all = gradient.mutableSpan
    var dx = all._mutatingExtracting(first: rows * inputs)
    // Where one side of a matrix is 1, it is its own transpose.
    if units == 1 {
      S.product(
        dy, transposed: false, weight, into: &dx,
        rows: rows, inner: 1, columns: inputs, accumulate: false)
      return
    }
    if rows == 1 {
      S.product(
        weight, transposed: false, dy, into: &dx,
        rows: inputs, inner: units, columns: 1, accumulate: false)
      return
    }
    var firstAll = first.mutableSpan
    if transposesWeights(rows: rows) {
      var weightTransposed = firstAll._mutatingExtracting(first: weightCount)
      transpose(weight, rows: inputs, columns: units, into: &weightTransposed)
      S.product(
        dy, transposed: false, weightTransposed.span, into: &dx,
        rows: rows, inner: units, columns: inputs, accumulate: false)
      return
    }
    var dyTransposed = firstAll._mutatingExtracting(first: rows * units)
    var secondAll = second.mutableSpan
    var dxTransposed = secondAll._mutatingExtracting(first: rows * inputs)
    transpose(dy, rows: rows, columns: units, into: &dyTransposed)
    S.product(
      weight, transposed: false, dyTransposed.span, into: &dxTransposed,
      rows: inputs, inner: units, columns: rows, accumulate: false)
    transpose(dxTransposed.span, rows: inputs, columns: rows, into: &dx)
  }
}
