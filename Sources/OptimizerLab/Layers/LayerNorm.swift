public import SpecLanguage

/// y = (x − mean) / √(variance + ε) · w + b over the values of each example, as `torch.nn.LayerNorm`.
///
/// J. Ba, J. Kiros, G. Hinton: Layer Normalization, 2016 (arXiv:1607.06450), equation 4. The
/// variance is the biased one. Means and variances are summed in Double. w starts at 1 and b at 0;
/// nothing is drawn.
public struct LayerNorm: Layer {
  public static let kind = "layer_norm"
  public static let summary = "each example brought to mean 0 and variance 1, as torch.nn.LayerNorm"

  /// Added to the variance: ε.
  public var eps = 1e-5
  /// Whether there is a w, and a b where `bias` says so.
  public var elementwiseAffine = true
  public var bias = true
  /// Of an example; PyTorch's `normalized_shape`.
  private(set) var shape = [0]
  private(set) var width = 0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number("eps", &eps, in: .atLeast(0), "Added to the variance: ε.")
    fields.flag(
      "elementwise_affine", &elementwiseAffine,
      "Whether each value is multiplied by a weight, and a bias added.")
    fields.flag("bias", &bias, "Whether there is a bias where there is a weight.")
  }

  public mutating func connect(_ shape: [Int]) -> [Int] {
    self.shape = shape
    width = shape.reduce(1, *)
    return shape
  }

  public var tensors: [Tensor] {
    guard elementwiseAffine else { return [] }
    let weight = Tensor(name: "weight", shape: shape)
    return bias ? [weight, Tensor(name: "bias", shape: shape)] : [weight]
  }

  private var hasBias: Bool { elementwiseAffine && bias }

  public func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {
    for (place, i) in range.enumerated() { parameters[i] = place < width ? 1 : 0 }
  }

  /// The normalized values in one part, each example's 1/√(variance + ε) in the other.
  public func scratchCount(rows: Int) -> Int { rows * width }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    let memory = (scratch.first, scratch.second)
    var normalized = memory.0.mutableSpan
    var deviations = memory.1.mutableSpan
    normalize(input, rows: rows, parameters, into: &output, &normalized, &deviations)
  }

  /// Writes the normalized values, each example's 1/√(variance + ε), and of both the output.
  @inline(__always)
  private func normalize<S: Scalar>(
    _ x: Span<S>, rows: Int, _ own: Span<S>, into output: inout MutableSpan<S>,
    _ norms: inout MutableSpan<S>, _ deviations: inout MutableSpan<S>
  ) {
    for row in 0..<rows {
      let place = row * width..<(row + 1) * width
      let values = x.extracting(place)
      let (mean, deviation) = spread(of: values)
      deviations[row] = S(deviation)
      var norm = norms._mutatingExtracting(place)
      for i in values.indices { norm[i] = S((Double(values[i]) - mean) * deviation) }
      var y = output._mutatingExtracting(place)
      for i in y.indices { y[i] = norm[i] }
      if elementwiseAffine {
        let w = own.extracting(first: width)
        for i in w.indices { y[i] *= w[i] }
      }
      if hasBias {
        let b = own.extracting(last: width)
        for i in b.indices { y[i] += b[i] }
      }
    }
  }

  /// The mean, and 1/√(variance + ε).
  @inline(__always)
  private func spread<S: Scalar>(of values: Span<S>) -> (mean: Double, deviation: Double) {
    var sum = 0.0
    for i in values.indices { sum += Double(values[i]) }
    let mean = sum / Double(width)
    var squares = 0.0
    for i in values.indices {
      let distance = Double(values[i]) - mean
      squares += distance * distance
    }
    return (mean, 1 / (squares / Double(width) + eps).squareRoot())
  }

  public var remembersRows: Bool { true }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func parameterGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, part: Range<Int>, accumulate: Bool, rows: Int,
    input: Span<S>, outputGradient dy: Span<S>, scratch: inout Scratch<S>
  ) {
    guard elementwiseAffine else { return }
    // dw = the column sums of dy · normalized, db = those of dy.
    let normalized = scratch.first
    var weight = gradient._mutatingExtracting(first: width)
    addUpProducts(
      dy, normalized.span.extracting(first: rows * width), rows: rows, into: &weight,
      accumulate: accumulate)
    guard bias else { return }
    var db = gradient._mutatingExtracting(last: width)
    addUpRows(dy, rows: rows, into: &db, accumulate: accumulate)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient dy: Span<S>, parameters own: Span<S>, scratch: inout Scratch<S>
  ) {
    // With g = dy · w: dx = (g − mean g − normalized · mean(g · normalized)) / √(variance + ε).
    let memory = (scratch.first, scratch.second)
    let (normalized, deviations) = (memory.0.span, memory.1.span)
    for row in 0..<rows {
      let place = row * width..<(row + 1) * width
      let norm = normalized.extracting(place)
      let slope = dy.extracting(place)
      var dx = gradient._mutatingExtracting(place)
      for i in slope.indices { dx[i] = slope[i] }
      if elementwiseAffine {
        let w = own.extracting(first: width)
        for i in w.indices { dx[i] *= w[i] }
      }
      var (sum, products) = (0.0, 0.0)
      for i in norm.indices {
        sum += Double(dx[i])
        products += Double(dx[i]) * Double(norm[i])
      }
      let (mean, share) = (S(sum / Double(width)), S(products / Double(width)))
      let deviation = deviations[row]
      for i in norm.indices { dx[i] = (dx[i] - mean - norm[i] * share) * deviation }
    }
  }
}
