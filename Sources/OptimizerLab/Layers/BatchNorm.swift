public import SpecLanguage

/// y = (x − mean) / √(variance + ε) · w + b with the mean and variance of each value over the batch,
/// as `torch.nn.BatchNorm1d`.
///
/// S. Ioffe, C. Szegedy: Batch Normalization, ICML 2015 (arXiv:1502.03167), algorithm 1. In training
/// the variance is the biased one, and running means of both are kept, of the unbiased variance; in
/// evaluation these are used. Means and variances are summed in Double. w starts at 1 and b at 0;
/// nothing is drawn. As in PyTorch, a batch in training needs two examples.
public struct BatchNorm: Layer {
  public static let kind = "batch_norm"
  public static let summary =
    "each value brought to mean 0 and variance 1 over the batch, as torch.nn.BatchNorm1d"

  /// Added to the variance: ε.
  public var eps = 1e-5
  /// How much of each batch goes into the running means; `nil` for the mean over all batches.
  public var momentum: Double? = 0.1
  /// Whether there are a w and a b.
  public var affine = true
  /// Whether running means are kept; without them, an evaluation takes its own batch's.
  public var tracksRunningStatistics = true
  private(set) var width = 0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number("eps", &eps, in: .atLeast(0), "Added to the variance: ε.")
    fields.field(
      "momentum", &momentum, as: FieldType<Double>.number(in: 0...1).orNull,
      "How much of each batch goes into the running means; null for the mean over all batches.")
    fields.flag(
      "affine", &affine, "Whether each value is multiplied by a weight, and a bias added.")
    fields.flag(
      "track_running_stats", &tracksRunningStatistics,
      "Whether running means are kept, for evaluations; without them, these take their batch's.")
  }

  public func complaint(about shape: [Int]) -> String? { ShapeText.listNeeded(Self.kind, shape) }

  public mutating func connect(_ shape: [Int]) -> [Int] {
    precondition(shape.count == 1, "batch_norm takes a list of values")
    width = shape[0]
    return shape
  }

  public var tensors: [Tensor] {
    affine ? ["weight", "bias"].map { Tensor(name: $0, shape: [width]) } : []
  }

  public var buffers: [Buffer] {
    guard tracksRunningStatistics else { return [] }
    return [("running_mean", 0.0), ("running_var", 1.0)].map { name, initial in
      Buffer(tensor: Tensor(name: name, shape: [width]), initial: initial)
    }
  }

  public var countsBatches: Bool { tracksRunningStatistics }

  public func mixesRows(in mode: Mode) -> Bool { mode == .training || !tracksRunningStatistics }

  public func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {
    for (place, i) in range.enumerated() { parameters[i] = place < width ? 1 : 0 }
  }

  /// The normalized values in one part, each value's 1/√(variance + ε) in the other.
  public func scratchCount(rows: Int) -> Int { rows * width }

  public func sumCount() -> Int { 2 * width }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ x: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    let buffers = scratch.buffers
    scratch.isOfBatch = mixesRows(in: mode)
    if scratch.isOfBatch {
      takeStatistics(of: x, rows: rows, into: &scratch.sums)
      if mode == .training, tracksRunningStatistics {
        keep(scratch.sums, rows: rows, in: &buffers.values, &buffers.batchCount)
      }
    } else {
      for i in scratch.sums.indices { scratch.sums[i] = Double(buffers.values[i]) }
    }
    let memory = (scratch.first, scratch.second)
    var normalized = memory.0.mutableSpan
    var deviations = memory.1.mutableSpan
    normalize(
      x, rows: rows, parameters, by: scratch.sums, into: &output, &normalized, &deviations)
  }

  /// Writes the normalized values, each value's 1/√(variance + ε), and of both the output.
  @inline(__always)
  private func normalize<S: Scalar>(
    _ x: Span<S>, rows: Int, _ own: Span<S>, by sums: [Double], into output: inout MutableSpan<S>,
    _ norms: inout MutableSpan<S>, _ deviations: inout MutableSpan<S>
  ) {
    let (means, variances) = (
      sums.span.extracting(first: width), sums.span.extracting(last: width)
    )
    for i in means.indices { deviations[i] = S(1 / (variances[i] + eps).squareRoot()) }
    let inverse = deviations.span.extracting(first: width)
    for row in 0..<rows {
      let place = row * width..<(row + 1) * width
      let values = x.extracting(place)
      var norm = norms._mutatingExtracting(place)
      for i in values.indices { norm[i] = S(Double(values[i]) - means[i]) * inverse[i] }
      var y = output._mutatingExtracting(place)
      if affine {
        let (w, b) = (own.extracting(first: width), own.extracting(last: width))
        for i in w.indices { y[i] = norm[i] * w[i] + b[i] }
      } else {
        for i in y.indices { y[i] = norm[i] }
      }
    }
  }

  /// Writes each value's mean over the batch, then its biased variance, into `sums`.
  @inline(__always)
  private func takeStatistics<S: Scalar>(of x: Span<S>, rows: Int, into sums: inout [Double]) {
    var all = sums.mutableSpan
    for i in all.indices { all[i] = 0 }
    let share = 1 / Double(rows)
    for row in 0..<rows {
      let values = x.extracting(row * width..<(row + 1) * width)
      for i in values.indices { all[i] += Double(values[i]) }
    }
    for i in 0..<width { all[i] *= share }
    for row in 0..<rows {
      let values = x.extracting(row * width..<(row + 1) * width)
      for i in values.indices {
        let distance = Double(values[i]) - all[i]
        all[width + i] += distance * distance
      }
    }
    for i in width..<2 * width { all[i] *= share }
  }

  /// Moves the running means towards those of the batch.
  @inline(__always)
  private func keep<S: Scalar>(
    _ sums: [Double], rows: Int, in running: inout [S], _ batchCount: inout Int
  ) {
    batchCount += 1
    let share = momentum ?? 1 / Double(batchCount)
    let unbiased = Double(rows) / Double(rows - 1)
    for i in 0..<width {
      running[i] = S((1 - share) * Double(running[i]) + share * sums[i])
      running[width + i] = S(
        (1 - share) * Double(running[width + i]) + share * sums[width + i] * unbiased)
    }
  }

  public var remembersRows: Bool { true }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func parameterGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, part: Range<Int>, accumulate: Bool, rows: Int,
    input: Span<S>, outputGradient dy: Span<S>, scratch: inout Scratch<S>
  ) {
    guard affine else { return }
    // dw = the column sums of dy · normalized, db = those of dy.
    let normalized = scratch.first
    var weight = gradient._mutatingExtracting(first: width)
    addUpProducts(
      dy, normalized.span.extracting(first: rows * width), rows: rows, into: &weight,
      accumulate: accumulate)
    var db = gradient._mutatingExtracting(last: width)
    addUpRows(dy, rows: rows, into: &db, accumulate: accumulate)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient dy: Span<S>, parameters own: Span<S>, scratch: inout Scratch<S>
  ) {
    // dx = (dy − mean dy − normalized · mean(dy · normalized)) · w / √(variance + ε), the means over
    // the batch; without them where mean and variance were no batch's.
    let memory = (scratch.first, scratch.second)
    let normalized = memory.0.span
    takeMeans(of: dy, normalized, rows: rows, isOfBatch: scratch.isOfBatch, into: &scratch.sums)
    let sums = scratch.sums.span
    let (means, products) = (sums.extracting(first: width), sums.extracting(last: width))
    let deviations = memory.1.span.extracting(first: width)
    for row in 0..<rows {
      let place = row * width..<(row + 1) * width
      let slope = dy.extracting(place)
      let norm = normalized.extracting(place)
      var dx = gradient._mutatingExtracting(place)
      for i in slope.indices {
        dx[i] = (slope[i] - S(means[i]) - norm[i] * S(products[i])) * deviations[i]
      }
      if affine {
        let w = own.extracting(first: width)
        for i in w.indices { dx[i] *= w[i] }
      }
    }
  }

  /// Writes the means of dy and of dy · normalized over the batch, or zeros, into `sums`.
  @inline(__always)
  private func takeMeans<S: Scalar>(
    of dy: Span<S>, _ normalized: Span<S>, rows: Int, isOfBatch: Bool, into sums: inout [Double]
  ) {
    var all = sums.mutableSpan
    for i in all.indices { all[i] = 0 }
    guard isOfBatch else { return }
    for row in 0..<rows {
      let place = row * width..<(row + 1) * width
      let (slope, norm) = (dy.extracting(place), normalized.extracting(place))
      for i in slope.indices { all[i] += Double(slope[i]) }
      for i in slope.indices { all[width + i] += Double(slope[i]) * Double(norm[i]) }
    }
    let share = 1 / Double(rows)
    for i in all.indices { all[i] *= share }
  }
}
