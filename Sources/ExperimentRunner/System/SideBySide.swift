internal import Dispatch
internal import OptimizerLab
internal import Synchronization

/// Work on all cores at once.
package enum SideBySide {
  /// Does the same for each of many.
  /// - Returns: what `body` makes of each item, in their order.
  static func map<Item: Sendable, Value: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Value
  ) -> [Value] {
    let parts = min(Machine.cores, items.count)
    let made = Mutex<[Int: Value]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let places = stride(from: part, to: items.count, by: parts)
      let own = places.map { ($0, body(items[$0])) }
      made.withLock { all in for (place, value) in own { all[place] = value } }
    }
    return made.withLock { all in items.indices.compactMap { all[$0] } }
  }

  /// Does things that do not wait for each other.
  /// - Throws: why one of them failed; the others go on to their end.
  package static func run(_ work: [@Sendable () -> OutputError?]) throws(OutputError) {
    if let failure = map(work, { $0() }).compactMap({ $0 }).first { throw failure }
  }
}
