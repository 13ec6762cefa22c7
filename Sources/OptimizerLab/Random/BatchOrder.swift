/// When the examples are put into a new random order.
public enum Shuffle: String, Sendable, CaseIterable {
  /// Before each epoch, as `DataLoader(shuffle=True)`.
  case everyEpoch = "every_epoch"
  /// Once before the first epoch, by `torch.randperm`.
  case once
  /// Not at all, as `DataLoader(shuffle=False)`.
  case never
}

/// The batches of one epoch after another, from the same draws as PyTorch's `DataLoader`.
public struct BatchOrder: Sendable, Equatable {
  public let exampleCount: Int
  public let batchSize: Int
  public let shuffle: Shuffle
  public let dropsLast: Bool
  /// The examples of the current epoch, in its order.
  public private(set) var order: [Int]
  /// How many of them have been met; all, before an epoch begins.
  public private(set) var position: Int

  /// - Parameter generator: the trial's generator; `shuffle: once` draws its order from it here.
  public init(
    exampleCount: Int, batchSize: Int, shuffle: Shuffle, dropsLast: Bool,
    drawingFrom generator: inout MersenneTwister
  ) {
    precondition(exampleCount > 0 && batchSize > 0)
    self.exampleCount = exampleCount
    self.batchSize = min(batchSize, exampleCount)
    self.shuffle = shuffle
    self.dropsLast = dropsLast
    order =
      shuffle == .once ? generator.permutation(exampleCount) : Array(0..<exampleCount)
    position = exampleCount
  }

  public var batchesPerEpoch: Int {
    dropsLast ? exampleCount / batchSize : (exampleCount + batchSize - 1) / batchSize
  }

  /// The places of the next batch's examples. At the start of an epoch this draws what a
  /// `DataLoader` draws: a seed for its workers, and, where it shuffles, one for its order.
  public mutating func next(drawingFrom generator: inout MersenneTwister) -> ArraySlice<Int> {
    let left = exampleCount - position
    if left == 0 || (dropsLast && left < batchSize) {
      _ = generator.integer()
      if shuffle == .everyEpoch {
        var own = MersenneTwister(seed: generator.integer())
        order = own.permutation(exampleCount)
      }
      position = 0
    }
    let end = min(position + batchSize, exampleCount)
    defer { position = end }
    return order[position..<end]
  }

  /// The same batches at another place of another epoch.
  /// - Returns: `nil` where `order` is no order of the examples, or `position` none in it.
  public func moved(toPosition position: Int, of order: [Int]) -> BatchOrder? {
    guard order.count == exampleCount, (0...exampleCount).contains(position) else { return nil }
    var isMet = [Bool](repeating: false, count: exampleCount)
    for place in order {
      guard isMet.indices.contains(place), !isMet[place] else { return nil }
      isMet[place] = true
    }
    var moved = self
    moved.order = order
    moved.position = position
    return moved
  }

  /// Whether `other` differs in nothing but where it stands.
  func isLike(_ other: BatchOrder) -> Bool {
    exampleCount == other.exampleCount && batchSize == other.batchSize
      && shuffle == other.shuffle && dropsLast == other.dropsLast
  }
}
