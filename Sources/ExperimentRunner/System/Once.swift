internal import Synchronization

/// A value that the first who needs it makes; others wait for it.
package final class Once<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  package init() {}

  /// - Parameter make: must not ask for this same value.
  package func value(_ make: @Sendable () -> Value) -> Value {
    made.withLock { made in
      if let value = made { return value }
      let value = make()
      made = value
      return value
    }
  }
}
