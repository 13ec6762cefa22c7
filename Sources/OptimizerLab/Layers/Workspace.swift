/// The memory of one batch on its way through a network, allocated once and overwritten each time.
///
/// A class, so that the arrays are written in place; one workspace belongs to one trial. A method of
/// a layer is given arrays of which it writes one and only reads the others, none of them twice: to
/// have that checked at each access takes a seventh of a step with one example.
public final class Workspace<S: Scalar> {
  /// What one layer writes.
  public final class LayerMemory {
    /// rows × outputs.
    @safe @exclusivity(unchecked) public var output: [S]
    /// The loss's gradient by the output, rows × outputs.
    @safe @exclusivity(unchecked) public var outputGradient: [S]
    @safe @exclusivity(unchecked) var scratch: Scratch<S>
    let buffers: LayerBuffers<S>

    init(outputs: Int, scratch: Scratch<S>, rows: Int, buffers: LayerBuffers<S>) {
      self.buffers = buffers
      output = [S](repeating: 0, count: rows * outputs)
      outputGradient = [S](repeating: 0, count: rows * outputs)
      self.scratch = scratch
    }
  }

  /// How many examples fit.
  public let rows: Int
  /// The examples, rows × inputs.
  @safe @exclusivity(unchecked) public var input: [S]
  /// The loss's gradient by the examples; empty unless it was asked for.
  @safe @exclusivity(unchecked) public private(set) var inputGradient: [S]
  public let layers: [LayerMemory]

  /// - Parameters:
  ///   - inputGradientRows: for how many examples a backward pass will ask for `.input`.
  ///   - buffers: those of the learner; without them, the network's first ones.
  public init(
    _ network: Network, rows: Int, inputGradientRows: Int = 0, buffers: NetworkBuffers<S>? = nil
  ) {
    let buffers = buffers ?? NetworkBuffers(network)
    self.rows = rows
    input = [S](repeating: 0, count: rows * network.inputs)
    inputGradient = [S](repeating: 0, count: inputGradientRows * network.inputs)
    layers = network.layers.enumerated().map { i, layer in
      LayerMemory(
        outputs: network.widths[i + 1],
        scratch: Scratch(count: layer.scratchCount(rows: rows), sumCount: layer.sumCount()),
        rows: rows,
        buffers: buffers.layers[i])
    }
  }

  /// What the last layer wrote.
  public var output: [S] { layers[layers.count - 1].output }

  /// The memory of the last layer, where a loss writes its gradient.
  public var last: LayerMemory { layers[layers.count - 1] }

  /// Hands the gradient by the examples to where another network's backward pass begins, whose
  /// memory of as many numbers it takes.
  func swapInputGradient(with other: inout [S]) {
    precondition(other.count == inputGradient.count)
    swap(&inputGradient, &other)
  }

  /// What came into that layer.
  public func input(of layer: Int) -> [S] {
    layer == 0 ? input : layers[layer - 1].output
  }

  func withInputGradient(of layer: Int, _ body: (inout [S]) -> Void) {
    if layer == 0 {
      body(&inputGradient)
    } else {
      body(&layers[layer - 1].outputGradient)
    }
  }
}
