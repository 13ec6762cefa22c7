/// The memory of one batch on its way through a network, allocated once and overwritten each time.
///
/// A class, so that its numbers are written in place; one workspace belongs to one trial. A method of a
/// layer is given spans of which it writes one and only reads the others, none of them of the same
/// numbers: to have that checked at each access takes a seventh of a step with one example.
public final class Workspace<S: Scalar> {
  /// How many examples fit.
  public let rows: Int
  /// What each layer has besides what comes in and goes out.
  @safe @exclusivity(unchecked) var scratches: [Scratch<S>]
  /// All numbers that follow, in one piece: a reference less to count at each access.
  private let numbers: AlignedMemory<S>
  /// By layer, where what comes in lies, and last where what goes out does; likewise its gradients.
  private let values: [Range<Int>]
  private let gradients: [Range<Int>]
  private let partRange: Range<Int>

  /// - Parameters:
  ///   - inputGradientRows: for how many examples a backward pass will ask for the gradient by them.
  ///   - buffers: those of the learner; without them, the network's first ones.
  public init(
    _ network: Network, rows: Int, inputGradientRows: Int = 0, buffers: NetworkBuffers<S>? = nil
  ) {
    let buffers = buffers ?? NetworkBuffers(network)
    self.rows = rows
    var end = 0
    func place(_ count: Int) -> Range<Int> {
      defer { end += (count + Self.line - 1) / Self.line * Self.line }
      return end..<end + count
    }
    values = network.widths.map { place(rows * $0) }
    gradients = network.widths.enumerated().map { i, width in
      place((i == 0 ? inputGradientRows : rows) * width)
    }
    partRange = place(network.largestPart)
    numbers = AlignedMemory(count: end)
    let pieceRows = network.pieceRows(of: rows)
    scratches = network.layers.enumerated().map { i, layer in
      Scratch(
        count: layer.scratchCount(rows: pieceRows), sumCount: layer.sumCount(),
        buffers: buffers.layers[i], draws: buffers.draws)
    }
  }

  /// Numbers of a cache line, at most.
  private static var line: Int { 16 }

  /// The examples, rows × inputs, to be written.
  public var input: MutableSpan<S> {
    @_lifetime(borrow self)
    get { writable(values[0]) }
  }

  /// What the last layer wrote, rows × outputs.
  public var output: Span<S> {
    @_lifetime(borrow self)
    get { input(of: values.count - 1) }
  }

  /// Where a loss writes its gradient by what the last layer wrote, and a backward pass begins.
  public var outputGradient: MutableSpan<S> {
    @_lifetime(borrow self)
    get { writableGradient(of: gradients.count - 1) }
  }

  /// The loss's gradient by the examples; empty unless it was asked for.
  public var inputGradient: Span<S> {
    @_lifetime(borrow self)
    get { gradient(of: 0) }
  }

  /// What came into that layer, rows × its inputs; of the place after the last, what came out.
  @_lifetime(borrow self)
  @inline(__always)
  public func input(of layer: Int) -> Span<S> { readable(values[layer]) }

  /// What that layer wrote, rows × its outputs.
  @_lifetime(borrow self)
  @inline(__always)
  public func output(of layer: Int) -> Span<S> { input(of: layer + 1) }

  @_lifetime(borrow self)
  @inline(__always)
  func writableOutput(of layer: Int) -> MutableSpan<S> { writable(values[layer + 1]) }

  /// The loss's gradient by what came into that layer.
  @_lifetime(borrow self)
  @inline(__always)
  func gradient(of layer: Int) -> Span<S> { readable(gradients[layer]) }

  @_lifetime(borrow self)
  @inline(__always)
  func writableGradient(of layer: Int) -> MutableSpan<S> { writable(gradients[layer]) }

  /// For a part of the gradient on its way into the parameters.
  var part: MutableSpan<S> {
    @_lifetime(borrow self)
    @inline(__always)
    get { writable(partRange) }
  }

  @_lifetime(borrow self)
  @inline(__always)
  private func readable(_ range: Range<Int>) -> Span<S> {
    precondition(range.lowerBound >= 0 && range.upperBound <= numbers.count)
    // unsafe: the numbers are there as long as this workspace, and there are so many.
    let part = unsafe Span(
      _unsafeStart: UnsafePointer(numbers.start + range.lowerBound), count: range.count)
    return unsafe _overrideLifetime(part, borrowing: self)
  }

  @_lifetime(borrow self)
  @inline(__always)
  private func writable(_ range: Range<Int>) -> MutableSpan<S> {
    precondition(range.lowerBound >= 0 && range.upperBound <= numbers.count)
    // unsafe: likewise.
    let part = unsafe MutableSpan(
      _unsafeStart: numbers.start + range.lowerBound, count: range.count)
    return unsafe _overrideLifetime(part, borrowing: self)
  }
}
