internal import Dispatch
internal import Synchronization

/// The same done for each of many, several at a time.
enum ParallelMap {
  /// - Returns: what `body` makes of each item, in their order.
  static func map<Item: Sendable, Value: Sendable>(
    _ items: [Item], atMost width: Int, _ body: @escaping @Sendable (Item) -> Value
  ) -> [Value] {
    let next = Mutex(0)
    let made = Mutex<[Int: Value]>([:])
    DispatchQueue.concurrentPerform(iterations: min(max(width, 1), items.count)) { _ in
      while true {
        let place = next.withLock { place in
          defer { place += 1 }
          return place
        }
        guard place < items.count else { return }
        let value = body(items[place])
        made.withLock { $0[place] = value }
      }
    }
    return made.withLock { all in items.indices.compactMap { all[$0] } }
  }
}
