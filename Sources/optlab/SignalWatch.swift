import Dispatch
import ExperimentRunner
import Foundation
import Synchronization

/// Turns SIGINT and SIGTERM into a request to stop; a second SIGINT ends the program at once.
final class SignalWatch: @unchecked Sendable {
  // The sources are set up in `init` and not touched again.
  private let caught = Atomic<Int32>(0)
  private let sources: [any DispatchSourceSignal]

  init(_ stop: StopFlag) {
    let queue = DispatchQueue(label: "signals")
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for (source, number) in zip(sources, [SIGINT, SIGTERM]) {
      source.setEventHandler { [self] in
        if caught.exchange(number, ordering: .relaxed) != 0 { Foundation._exit(128 + number) }
        stop.set()
      }
      source.resume()
    }
  }

  /// The exit code that a caught signal asks for.
  var status: ExitStatus? {
    switch caught.load(ordering: .relaxed) {
    case SIGINT: .interrupted
    case SIGTERM: .terminated
    default: nil
    }
  }
}
