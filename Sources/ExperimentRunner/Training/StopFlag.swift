internal import Synchronization

/// Set once, by a signal or a failure, and read by every trial before each step.
package final class StopFlag: Sendable {
  private let value = Atomic<Bool>(false)

  package init() {}

  package var isSet: Bool { value.load(ordering: .relaxed) }
  package func set() { value.store(true, ordering: .relaxed) }
}
