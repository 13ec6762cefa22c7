import Dispatch
import Synchronization

/// What the training threads write and the drawing thread reads.
final class LiveBoard: Sendable {
  private struct State {
    var picture = LivePicture()
    var isOpen = true
    var failure: LivePlotError?
  }

  private let state = Mutex(State())
  private let closing = DispatchSemaphore(value: 0)

  var picture: LivePicture { state.withLock(\.picture) }

  var failure: LivePlotError? { state.withLock(\.failure) }

  /// Changes the picture, while there is somebody to draw it.
  func update(_ change: (inout LivePicture) -> Void) {
    state.withLock { if $0.isOpen { change(&$0.picture) } }
  }

  /// Asks the drawing thread to draw what there is and end.
  func close() {
    state.withLock { $0.isOpen = false }
    closing.signal()
  }

  /// The drawing thread gives up; no failure where it was asked to end.
  func fail(_ error: LivePlotError) {
    state.withLock {
      if $0.isOpen { $0.failure = error }
      $0.isOpen = false
    }
  }

  /// Lets the drawing thread wait for its next turn; false where that is the last one.
  func waitForTurn(milliseconds: Int) -> Bool {
    closing.wait(timeout: .now() + .milliseconds(milliseconds)) == .timedOut
  }
}
