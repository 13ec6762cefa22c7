internal import Synchronization

/// Set once, by a signal or a failure, and read by every trial before each step.
package final class StopFlag: Sendable {
  private let value = Atomic<Bool>(false)
  private let deadline = Mutex<ContinuousClock.Instant?>(nil)

  package init() {}

  package var isSet: Bool { value.load(ordering: .relaxed) }

  /// - Parameter limit: how long what comes after the training may take.
  package func set(within limit: Duration? = nil) {
    if let limit { deadline.withLock { $0 = $0 ?? .now + limit } }
    value.store(true, ordering: .relaxed)
  }

  /// When all has to be over; `nil` while there is no hurry.
  package var end: ContinuousClock.Instant? { deadline.withLock { $0 } }
}
