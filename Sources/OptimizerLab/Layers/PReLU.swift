public import SpecLanguage

/// y = x for x > 0, w·x otherwise, with a learned w, as `torch.nn.PReLU`; at 0 the derivative is w.
///
/// K. He et al.: Delving Deep into Rectifiers, ICCV 2015 (arXiv:1502.01852), equation 1. One w for all
/// values, or one for each value, of maps for each channel; each starts at 0.25, and nothing is drawn.
/// A unit can only die where its w is 0.
public struct PReLU: Nonlinearity {
  public static let kind = "prelu"
  public static let summary = "y = x above 0, w·x below, w being learned; one w, or one a unit"

  /// How many w there are: 1, or as many as values or channels.
  public var parameterCount = 1
  /// What each w starts from.
  public var start = 0.25
  private(set) var units = 0
  /// Values that share a w where each unit has its own: those of a channel.
  private(set) var positions = 1

  public init() {}

  public init(parameterCount: Int) { self.parameterCount = parameterCount }

  public mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "num_parameters", &parameterCount, in: 1...1_000_000,
      "How many w there are: 1, or one for each value, of maps for each channel.")
    fields.number("init", &start, "What each w starts from.")
  }

  public func complaint(about shape: [Int]) -> String? {
    guard parameterCount != 1, parameterCount != shape[0] else { return nil }
    return "num_parameters is \(parameterCount), but an example comes here as "
      + "\(ShapeText.of(shape)): it must be 1 or \(shape[0])"
  }

  public mutating func connect(_ shape: [Int]) -> [Int] {
    units = shape[0]
    positions = shape.dropFirst().reduce(1, *)
    return shape
  }

  public var tensors: [Tensor] { [Tensor(name: "weight", shape: [parameterCount])] }

  public func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {
    for i in range { parameters[i] = S(start) }
  }

  public func scratchCount(rows: Int) -> Int { 0 }

  public func derivative<S: Scalar>(
    input: S, output: S, unit: Int, parameters: Span<S>
  ) -> S {
    input > 0 ? 1 : parameters[parameterCount == 1 ? 0 : unit]
  }

  /// How many values in a row have one w.
  private func run(rows: Int) -> Int { parameterCount == 1 ? rows * units * positions : positions }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters w: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode
  ) {
    let count = run(rows: rows)
    for (k, start) in stride(from: 0, to: input.count, by: count).enumerated() {
      let slope = w[k % parameterCount]
      let x = input.extracting(start..<start + count)
      var y = output._mutatingExtracting(start..<start + count)
      for i in x.indices { y[i] = x[i] > 0 ? x[i] : slope * x[i] }
    }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func parameterGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, part: Range<Int>, accumulate: Bool, rows: Int,
    input: Span<S>, outputGradient: Span<S>, scratch: inout Scratch<S>
  ) {
    // dw = the sum of x · dy over all x ≤ 0 that have this w.
    let count = run(rows: rows)
    for k in 0..<parameterCount {
      var total = 0.0
      for start in stride(from: k * count, to: input.count, by: parameterCount * count) {
        let x = input.extracting(start..<start + count)
        let dy = outputGradient.extracting(start..<start + count)
        for i in x.indices { total += Double(x[i] > 0 ? 0 : x[i] * dy[i]) }
      }
      gradient[k] = accumulate ? gradient[k] + S(total) : S(total)
    }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient: Span<S>, parameters w: Span<S>, scratch: inout Scratch<S>
  ) {
    let count = run(rows: rows)
    for (k, start) in stride(from: 0, to: input.count, by: count).enumerated() {
      let slope = w[k % parameterCount]
      let x = input.extracting(start..<start + count)
      let dy = outputGradient.extracting(start..<start + count)
      var dx = gradient._mutatingExtracting(start..<start + count)
      for i in x.indices { dx[i] = x[i] > 0 ? dy[i] : slope * dy[i] }
    }
  }
}
