/// The numbers that one layer keeps from batch to batch without learning them, such as the running
/// means of a batch normalization.
///
/// A class: all workspaces of a learner share it, so that what training writes here is what an
/// evaluation reads. It is no part of a `Network`, which holds sizes and never numbers.
public final class LayerBuffers<S: Scalar> {
  /// The layer's `buffers`, one behind the other.
  @safe @exclusivity(unchecked) var values: [S]
  /// Batches that went through in training, where the layer counts them.
  @safe @exclusivity(unchecked) var batchCount = 0

  init(_ layer: some Layer) {
    values = layer.buffers.flatMap { [S](repeating: S($0.initial), count: $0.tensor.count) }
  }
}

/// Numbers that a layer keeps without learning them, under the name that a `state_dict` has for them.
public struct Buffer: Sendable, Equatable {
  public var tensor: Tensor
  /// What each of them starts from.
  public var initial: Double
}

/// The buffers of all layers of one network, shared by whoever has a copy of this.
public struct NetworkBuffers<S: Scalar> {
  let layers: [LayerBuffers<S>]
  private let counts: [Int]
  /// What layers draw from in training.
  let draws: RandomSource

  /// The buffers that a network starts from.
  /// - Parameter draws: shared by the networks of a trial.
  public init(_ network: Network, draws: RandomSource = RandomSource()) {
    self.draws = draws
    layers = network.layers.map { LayerBuffers($0) }
    counts = network.layers.indices.filter { network.layers[$0].countsBatches }
  }

  /// What the buffers hold now; setting it writes into those that are shared.
  public var values: BufferValues<S> {
    get {
      BufferValues(
        numbers: layers.flatMap(\.values), batchCounts: counts.map { layers[$0].batchCount })
    }
    nonmutating set {
      var rest = newValue.numbers[...]
      for layer in layers {
        for i in layer.values.indices { layer.values[i] = rest.removeFirst() }
      }
      for (layer, count) in zip(counts, newValue.batchCounts) { layers[layer].batchCount = count }
    }
  }
}

/// What a network's buffers hold at one time.
public struct BufferValues<S: Scalar>: Sendable, Equatable {
  /// Of all layers, in their order, one behind the other.
  public var numbers: [S]
  /// Batches that went through in training, for each layer that counts them.
  public var batchCounts: [Int]

  public init(numbers: [S] = [], batchCounts: [Int] = []) {
    self.numbers = numbers
    self.batchCounts = batchCounts
  }

  public var isEmpty: Bool { numbers.isEmpty && batchCounts.isEmpty }

  /// Whether the two could be of one network.
  public func fits(_ other: BufferValues) -> Bool {
    numbers.count == other.numbers.count && batchCounts.count == other.batchCounts.count
      && batchCounts.allSatisfy { $0 >= 0 }
  }
}
