public import SpecLanguage

/// Each map out is the sum over the maps in, each under a kernel of its own, and a bias, as
/// `torch.nn.Conv2d` with one group and no dilation (a cross-correlation: the kernel is not turned).
///
/// The weight lies as PyTorch has it: maps out × maps in × kernel rows × kernel columns, followed by the
/// biases. For one example after another, what the kernel sees at each place becomes a column of a
/// matrix (K. Chellapilla, S. Puri, P. Simard: High Performance Convolutional Neural Networks for Document
/// Processing, 2006), and the convolution one product: maps out × places = weight · columns. The
/// gradients are products of the same matrix, which is made again rather than kept: it stays in the
/// caches, and takes no memory for a batch.
///
/// Weight and bias start uniform in ±1/√(maps in × kernel rows × kernel columns).
public struct Conv2d: Layer {
  public static let kind = "conv2d"
  public static let summary = "maps under kernels that are learned, as torch.nn.Conv2d"

  /// Maps that come out.
  public var outputs = 1
  public var window = Window(kernel: Extents(1), stride: Extents(1))
  /// Whether a bias is added to each map.
  public var bias = true
  /// What weight and bias start from in place of what is drawn when the layer is made.
  public var start = StartingValues()
  /// The kernel on the maps that come in.
  private(set) var map = Window().on([1, 1, 1])

  public init() {}

  public init(outputs: Int, window: Window, bias: Bool = true) {
    self.outputs = outputs
    self.window = window
    if window.stride == nil { self.window.stride = Extents(1) }
    self.bias = bias
  }

  public mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "out_channels", &outputs, in: 1...65_536, required: true, "Maps that come out.")
    window.configure(&fields, stride: "How far the kernel goes from one place to the next.")
    fields.flag("bias", &bias, "Whether a bias is added to each map.")
    start.configure(&fields, hasBias: bias)
  }

  public var takesMaps: Bool { true }
  public var isWeighted: Bool { true }

  public func complaint(about shape: [Int]) -> String? {
    window.complaint(of: Self.kind, about: shape)
  }

  public mutating func connect(_ shape: [Int]) -> [Int] {
    map = window.on(shape)
    return [outputs, map.placesDown, map.placesRight]
  }

  public var tensors: [Tensor] {
    let weight = Tensor(
      name: "weight", shape: [outputs, map.channels, map.kernelRows, map.kernelColumns])
    return bias ? [weight, Tensor(name: "bias", shape: [outputs])] : [weight]
  }

  private var weightCount: Int { outputs * map.seen }

  public func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {
    // The two bounds are equal but for the last bits of their Doubles.
    let gain = (2 / (1 + 5.0.squareRoot() * 5.0.squareRoot())).squareRoot()
    let weightBound = 3.0.squareRoot() * (gain / Double(map.seen).squareRoot())
    var drawn = [Float](repeating: 0, count: weightCount)
    generator.fillUniform(&drawn, from: -weightBound, to: weightBound)
    for i in drawn.indices { parameters[range.lowerBound + i] = S(drawn[i]) }
    guard bias else { return }
    let biasBound = 1 / Double(map.seen).squareRoot()
    drawn = [Float](repeating: 0, count: outputs)
    generator.fillUniform(&drawn, from: -biasBound, to: biasBound)
    for i in drawn.indices { parameters[range.lowerBound + weightCount + i] = S(drawn[i]) }
  }

  public func startAnew<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {
    start.fill(tensors, of: &parameters, from: range.lowerBound, drawingFrom: &generator)
  }

  /// One example with its edges in one part, what the kernel sees of it in the other.
  public func scratchCount(rows: Int) -> Int {
    max(map.paddedCount, map.seen * map.places) + MapWindow.slack
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    let memory = (scratch.first, scratch.second)
    var padded = memory.0.mutableSpan
    var columns = memory.1.mutableSpan
    let (seen, places, count) = (map.seen, map.places, map.inputCount)
    for row in 0..<rows {
      let x = input.extracting(row * count..<(row + 1) * count)
      map.unfold(x, through: &padded, into: &columns)
      let range = row * outputs * places..<(row + 1) * outputs * places
      var y = output._mutatingExtracting(range)
      if bias {
        for k in 0..<outputs {
          let own = parameters[weightCount + k]
          var values = y._mutatingExtracting(k * places..<(k + 1) * places)
          for i in values.indices { values[i] = own }
        }
      }
      S.product(
        parameters.extracting(first: weightCount), transposed: false,
        columns.span.extracting(first: seen * places), into: &y, rows: outputs, inner: seen,
        columns: places, accumulate: bias)
    }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func parameterGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, part: Range<Int>, accumulate: Bool, rows: Int,
    input: Span<S>, outputGradient: Span<S>, scratch: inout Scratch<S>
  ) {
    // dW = dy · columnsᵀ, db = the sums of dy over each map, both over all examples.
    let memory = (scratch.first, scratch.second)
    var padded = memory.0.mutableSpan
    var patchRows = memory.1.mutableSpan
    let (seen, places, count) = (map.seen, map.places, map.inputCount)
    for row in 0..<rows {
      let x = input.extracting(row * count..<(row + 1) * count)
      map.unfoldRows(x, through: &padded, into: &patchRows)
      let dy = outputGradient.extracting(row * outputs * places..<(row + 1) * outputs * places)
      let isAdded = accumulate || row > 0
      var weight = gradient._mutatingExtracting(first: weightCount)
      S.product(
        dy, transposed: false, patchRows.span.extracting(first: seen * places), into: &weight,
        rows: outputs, inner: places, columns: seen, accumulate: isAdded)
      guard bias else { continue }
      var db = gradient._mutatingExtracting(last: outputs)
      addUpMaps(dy, maps: outputs, into: &db, accumulate: isAdded)
    }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient: Span<S>, parameters: Span<S>, scratch: inout Scratch<S>
  ) {
    // The columns' gradient is Wᵀ · dy; a value's is the sum over the places that see it.
    let memory = (scratch.first, scratch.second)
    var padded = memory.0.mutableSpan
    var columns = memory.1.mutableSpan
    let (seen, places, count) = (map.seen, map.places, map.inputCount)
    for row in 0..<rows {
      let dy = outputGradient.extracting(row * outputs * places..<(row + 1) * outputs * places)
      var slopes = columns._mutatingExtracting(first: seen * places)
      S.product(
        parameters.extracting(first: weightCount), transposed: true, dy, into: &slopes,
        rows: seen, inner: outputs, columns: places, accumulate: false)
      var dx = gradient._mutatingExtracting(row * count..<(row + 1) * count)
      map.fold(columns.span, through: &padded, into: &dx)
    }
  }
}
