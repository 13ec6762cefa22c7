import Dispatch
import ExperimentRunner
import FoundationEssentials
import Glibc
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into a request to stop; a second one, and SIGQUIT, ends the program
/// at once.
///
/// What the program does after the request has a limit: when it is over, it ends as it is. Whole
/// files replace whole files, so nothing is torn then, and the next run writes what is missing.
enum SignalWatch {
  /// How long a stopping program may take for all, and the part of it in which it draws.
  private static let limit = DispatchTimeInterval.milliseconds(1900)
  private static let limitOfDrawing = Duration.milliseconds(1700)

  private static let caught = Atomic<Int32>(0)

  /// Catches from now on every signal that the program is sent; to be made before other threads.
  ///
  /// The signals are blocked, in this thread and all it starts, and one thread waits for them. One
  /// that comes before that thread listens waits for it, and what the program starts is not ended by
  /// the terminal's Ctrl-C.
  /// - Parameter advice: how the work that was done is not lost.
  static func begin(_ stop: StopFlag, advice: String) {
    // Under nohup, the end of the terminal is no reason to stop.
    let numbers = [SIGINT, SIGTERM, SIGQUIT] + (ignoresHangup ? [] : [SIGHUP])
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in numbers { unsafe sigaddset(&signals, number) }
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A shell without job control has what it puts in the background ignore SIGINT.
    for number in numbers { signal(number, SIG_DFL) }
    DetachedThread.start { [signals] in
      while true { request(stop, by: next(of: signals), advice) }
    }
  }

  private static func next(of signals: sigset_t) -> Int32 {
    var signals = signals
    var number: Int32 = 0
    unsafe sigwait(&signals, &number)
    return number
  }

  private static func request(_ stop: StopFlag, by number: Int32, _ advice: String) {
    if caught.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
    if number == SIGQUIT {
      Streams.error("\noptlab: ended at once; \(advice)\n")
      _exit(128 + number)
    }
    stop.set(within: limitOfDrawing)
    DispatchQueue.global().asyncAfter(deadline: .now() + limit) {
      Streams.error("optlab: stopped before every file was written; \(advice)\n")
      _exit(128 + number)
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
  static var status: ExitStatus? {
    switch caught.load(ordering: .relaxed) {
    case SIGINT: .interrupted
    case SIGTERM: .terminated
    case SIGHUP: .hungUp
    default: nil
    }
  }
}
