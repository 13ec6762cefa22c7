import Dispatch
import ExperimentRunner
import Foundation
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into a request to stop; a second one ends the program at once.
///
/// What the program does after the request has a limit: when it is over, it ends as it is. Whole
/// files replace whole files, so nothing is torn then, and the next run writes what is missing.
final class SignalWatch: @unchecked Sendable {
  /// How long a stopping program may take for all, and the part of it in which it draws.
  private static let limit = DispatchTimeInterval.milliseconds(1900)
  private static let limitOfDrawing = Duration.milliseconds(1700)

  // The sources are set up in `init` and not touched again.
  private let caught = Atomic<Int32>(0)
  private let sources: [any DispatchSourceSignal]

  init(_ stop: StopFlag) {
    let queue = DispatchQueue(label: "signals")
    // Under nohup, the end of the terminal is no reason to stop.
    let numbers = [SIGINT, SIGTERM] + (Self.ignoresHangup ? [] : [SIGHUP])
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for (source, number) in zip(sources, numbers) {
      source.setEventHandler { [self] in
        if caught.exchange(number, ordering: .relaxed) != 0 { Foundation._exit(128 + number) }
        stop.set(within: Self.limitOfDrawing)
        queue.asyncAfter(deadline: .now() + Self.limit) {
          Streams.error("optlab: stopped before every file was written; run it again to go on\n")
          Foundation._exit(128 + number)
        }
      }
      source.resume()
    }
  }

  /// Whether SIGHUP is ignored, as the kernel has it: a mask of signals in hexadecimal.
  private static var ignoresHangup: Bool {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
    let mask = line?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
    return mask >> UInt64(SIGHUP - 1) & 1 == 1
  }

  /// The exit code that a caught signal asks for.
  var status: ExitStatus? {
    switch caught.load(ordering: .relaxed) {
    case SIGINT: .interrupted
    case SIGTERM: .terminated
    case SIGHUP: .hungUp
    default: nil
    }
  }
}
