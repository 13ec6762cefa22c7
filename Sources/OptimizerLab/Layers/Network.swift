/// Layers one after another, as `torch.nn.Sequential`, and the place of each in one flat vector of
/// parameters.
public struct Network: Sendable {
  public let layers: [any Layer]
  /// The range of each layer's parameters; empty for an activation.
  public let ranges: [Range<Int>]
  /// The shape of an example before each layer, and, last, after all of them: one extent for a list of
  /// values; channels, rows and columns for maps.
  public let shapes: [[Int]]
  /// Values an example has before each layer, and, last, after all of them.
  public let widths: [Int]
  /// By a linear layer's place, where it has a bias and an activation follows: that layer, to be run
  /// as one with the activation at the next place of `activations`.
  let joined: [Linear?]
  let activations: [(any Activation)?]
  /// Whether a batch may go in pieces: no layer looks at the others of its batch, nor remembers more
  /// than one piece.
  let goesInPieces: Bool
  /// Numbers of a part of each layer's parameters, the last of which has what is left: whole grains.
  let partCounts: [Int]

  /// - Parameter inputs: how many values an example has.
  public init(_ layers: [any Layer], inputs: Int) { self.init(layers, shape: [inputs]) }

  /// - Parameter shape: that of an example when it comes in: a list of values, or maps.
  public init(_ layers: [any Layer], shape: [Int]) {
    var connected = layers
    var ranges: [Range<Int>] = []
    var shape = shape
    var shapes = [shape]
    var offset = 0
    for i in connected.indices {
      shape = connected[i].connect(shape)
      shapes.append(shape)
      let count = connected[i].tensors.reduce(0) { $0 + $1.count }
      ranges.append(offset..<offset + count)
      offset += count
    }
    self.layers = connected
    self.ranges = ranges
    self.shapes = shapes
    widths = shapes.map { $0.reduce(1, *) }
    activations = connected.map { $0 as? any Activation }
    goesInPieces = !connected.contains { $0.mixesRows(in: .training) || $0.remembersRows }
    partCounts = connected.map { layer in
      let grain = layer.parameterGrain
      return max(Self.partSize / grain, 1) * grain
    }
    joined = connected.indices.map { i in
      guard i + 1 < connected.count, connected[i + 1] is any Activation,
        let linear = connected[i] as? Linear, linear.bias
      else { return nil }
      return linear
    }
  }

  public var inputs: Int { widths[0] }
  public var outputs: Int { widths[layers.count] }
  public var parameterCount: Int { ranges.last?.upperBound ?? 0 }

  /// The activations before the last weighted layer: those whose units can die.
  public var hiddenActivations: [Int] {
    let last = layers.lastIndex { $0.isWeighted } ?? 0
    return layers.indices.filter { $0 < last && layers[$0] is any Nonlinearity }
  }

  /// How many units come out of that layer: its values, or where it gives maps, its channels, for all
  /// positions of a map share their weights.
  public func units(of layer: Int) -> Int { shapes[layer + 1][0] }

  /// The parameters under PyTorch's names: `0.weight`, `0.bias`, `2.weight`, …
  public var layout: ParameterLayout {
    ParameterLayout(
      layers.enumerated().flatMap { i, layer in
        layer.tensors.map { ("\(i).\($0.name)", $0) }
      })
  }

  /// What a `state_dict` of the network has, in its order.
  package enum StateEntry {
    case parameters(ParameterLayout.Entry)
    /// Its range is one of `BufferValues.numbers`.
    case buffer(ParameterLayout.Entry)
    /// At that place of `BufferValues.batchCounts`.
    case batchCount(name: String, place: Int)

    package var name: String {
      switch self {
      case .parameters(let entry), .buffer(let entry): entry.name
      case .batchCount(let name, _): name
      }
    }
  }

  package var stateEntries: [StateEntry] {
    var parameters = layout.entries[...]
    var entries: [StateEntry] = []
    var (start, counts) = (0, 0)
    for (i, layer) in layers.enumerated() {
      for _ in layer.tensors { entries.append(.parameters(parameters.removeFirst())) }
      for buffer in layer.buffers {
        let range = start..<start + buffer.tensor.count
        entries.append(
          .buffer(.init(name: "\(i).\(buffer.tensor.name)", tensor: buffer.tensor, range: range)))
        start = range.upperBound
      }
      if layer.countsBatches {
        entries.append(.batchCount(name: "\(i).num_batches_tracked", place: counts))
        counts += 1
      }
    }
    return entries
  }

  /// Whether what comes out for an example depends on the others of its batch.
  public func mixesRows(in mode: Mode) -> Bool { layers.contains { $0.mixesRows(in: mode) } }

  /// Whether a batch that goes through in training needs draws.
  public var drawsInTraining: Bool { layers.contains { $0.drawsInTraining } }

  /// How many of `count` examples an evaluation takes at once: as many as stay in a cache, or, where
  /// the result for one depends on the others, all of them, as `model(inputs)` does.
  package func evaluationRows(of count: Int) -> Int {
    mixesRows(in: .evaluation) ? count : min(count, 256)
  }

  /// Draws the parameters as PyTorch does when the layers are made in order, and then, where the spec
  /// says so, fills those of one layer after another anew.
  public func initialParameters<S: Scalar>(
    of type: S.Type = S.self, drawingFrom generator: inout MersenneTwister
  ) -> [S] {
    var parameters = [S](repeating: 0, count: parameterCount)
    for (layer, range) in zip(layers, ranges) {
      layer.initialize(&parameters, in: range, drawingFrom: &generator)
    }
    for (layer, range) in zip(layers, ranges) {
      layer.startAnew(&parameters, in: range, drawingFrom: &generator)
    }
    return parameters
  }
}
