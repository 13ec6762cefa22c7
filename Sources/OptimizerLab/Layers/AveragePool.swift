public import SpecLanguage

/// The mean of each window, as `torch.nn.AvgPool2d`. The padding is 0, and counted.
public struct AveragePool: Layer {
  public static let kind = "avg_pool2d"
  public static let summary = "the mean of each window, as torch.nn.AvgPool2d"

  public var window = Window()
  private(set) var map = Window().on([1, 1, 1])

  public init() {}

  public init(_ window: Window) { self.window = window }

  public mutating func configure(_ fields: inout Fields) {
    window.configure(
      &fields, stride: "How far the window goes; without it, as far as it is large.")
    window.reportWidePadding(&fields)
  }

  public var takesMaps: Bool { true }

  public func complaint(about shape: [Int]) -> String? {
    window.complaint(of: Self.kind, about: shape)
  }

  public mutating func connect(_ shape: [Int]) -> [Int] {
    map = window.on(shape)
    return [shape[0], map.placesDown, map.placesRight]
  }

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
    map.means(input, maps: rows * map.channels, into: &output)
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
    map.meansGradient(outputGradient, maps: rows * map.channels, into: &gradient)
  }
}
