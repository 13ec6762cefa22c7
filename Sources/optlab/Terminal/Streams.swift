import ExperimentRunner
import FoundationEssentials
import Glibc
import OptimizerLab

/// Standard output and error, written so that nothing is lost in silence and nothing traps.
enum Streams {
  /// Makes sure that 0 to 2 are open, so that no data file gets their numbers, and that a reader who
  /// went away or a file size limit is an error, not a death.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // Swift's runtime would print where every thread stands, which says nothing to who pressed a key.
    signal(SIGQUIT, SIG_DFL)
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
      // The path lives for the call.
      _ = unsafe open("/dev/null", O_RDWR)
    }
  }

  static var isErrorTerminal: Bool { isatty(2) == 1 }

  /// Whether lines on standard error can be taken back and written anew.
  static var errorCanRewrite: Bool { isErrorTerminal && isTerminalOfSomeKind }

  private static var isTerminalOfSomeKind: Bool {
    !["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")
  }

  /// Letters in a line of the terminal on standard output; of `COLUMNS`, or 80, where it is none.
  static var outputWidth: Int {
    let columns =
      TerminalSize(of: 1)?.columns
      ?? ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 80
    return min(max(columns, 40), 400)
  }

  static var outputTakesColors: Bool {
    isatty(1) == 1 && isTerminalOfSomeKind
      && ProcessInfo.processInfo.environment["NO_COLOR"] ?? "" == ""
  }

  /// Writes results. A reader who has seen enough (`optlab list | head`) ends the program quietly.
  static func output(_ text: String) {
    guard !write(text, to: 1) else { return }
    let code = errno
    if code == EPIPE { exit(ExitStatus.done.rawValue) }
    // The terminal is gone, and has told so by a signal.
    if let status = SignalWatch.status { exit(status.rawValue) }
    // The C library's text is copied at once.
    let reason = unsafe String(cString: strerror(code))
    error("optlab: cannot write to standard output: \(reason)\n")
    exit(ExitStatus.ioError.rawValue)
  }

  /// Writes messages. There is nobody to tell if that fails.
  static func error(_ text: String) { _ = write(text, to: 2) }

  /// Says what a reader of the figures must know.
  static func remark(_ remarks: [String]) {
    for remark in remarks { error("optlab: \(remark)\n") }
  }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      // The pointer is into `bytes`, which outlives the call.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress! + start, buffer.count - start)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      start += count
    }
    return true
  }
}
