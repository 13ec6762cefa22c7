internal import CWorkerSpawn
internal import Glibc

/// A program that was started: without input, with none of this process' files, in a process group of its
/// own, so that the terminal's Ctrl-C is for this program alone. It is ended where nobody waits for it.
package final class ChildProcess {
  /// What is read of what it prints.
  package enum Reading: Sendable {
    case outputAndErrors
    /// Errors stand in the output, where they were printed.
    case errorsInOutput
    case errorsAlone
  }

  package struct NotStarted: Error { package let reason: String }

  package struct Ending: Sendable {
    /// The exit code, or the signal.
    package var status: Int32
    package var isExit: Bool
  }

  package let output: Descriptor?
  package let errors: Descriptor?
  private let identifier: pid_t
  private var ending: Ending?

  /// - Parameters:
  ///   - folder: where it runs; the current directory without it.
  ///   - environment: its variables; this process' own without them.
  ///   - unblocksSignals: whether it gets the signals that the calling thread blocks.
  package init(
    _ program: String, _ arguments: [String], folder: String? = nil,
    environment: [String: String]? = nil, reading: Reading = .outputAndErrors,
    unblocksSignals: Bool = false
  ) throws(NotStarted) {
    let printed = reading == .errorsAlone ? nil : Descriptor.pipe()
    let complained = reading == .errorsInOutput ? nil : Descriptor.pipe()
    guard (printed == nil) == (reading == .errorsAlone),
      (complained == nil) == (reading == .errorsInOutput)
    else { throw NotStarted(reason: OutputError.systemReason(errno)) }
    (output, errors) = (printed?.reading, complained?.reading)
    let variables = environment?.map { "\($0.key)=\($0.value)" }.sorted()
    let (out, err) = (printed?.writing.number ?? -1, (complained ?? printed)?.writing.number ?? -1)
    var identifier: pid_t = 0
    // unsafe: the texts and their lists live for the call, which fills in the number.
    let failure = unsafe Self.withTexts([program] + arguments) { words in
      unsafe Self.withTexts(variables ?? []) { own in
        unsafe child_spawn(
          program, words, variables == nil ? Glibc.environ : own, folder, out, err,
          unblocksSignals ? 1 : 0, &identifier)
      }
    }
    guard failure == 0 else { throw NotStarted(reason: OutputError.systemReason(failure)) }
    self.identifier = identifier
  }

  deinit {
    if ending == nil {
      kill(SIGKILL)
      _ = wait()
    }
  }

  /// Waits for its end, for ever where no time is said.
  /// - Returns: how it ended; `nil` where it has not in that time.
  package func wait(seconds: Double? = nil) -> Ending? {
    if let ending { return ending }
    let milliseconds = seconds.map { Int32(min(max($0 * 1000, 0), 1e9)) }
    var status: Int32 = 0
    // unsafe: the call fills in the number.
    switch unsafe child_wait(identifier, milliseconds ?? -1, &status) {
    case 0: return nil
    case 1:
      let signal = status & 0x7f
      ending = Ending(status: signal == 0 ? status >> 8 & 0xff : signal, isExit: signal == 0)
    // Somebody else waited for it, and how it ended is lost.
    default: ending = Ending(status: -1, isExit: true)
    }
    return ending
  }

  package func kill(_ signal: Int32) {
    if ending == nil { Glibc.kill(identifier, signal) }
  }

  /// The texts as C has a list of them, with an end.
  private static func withTexts<Result>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    // unsafe: the copies are freed when the body is done with them.
    unsafe (texts.map { unsafe strdup($0) } + [nil]).withUnsafeBufferPointer { copies in
      defer { for place in copies.indices { unsafe free(copies[place]) } }
      return unsafe body(UnsafeMutablePointer(mutating: copies.baseAddress!))
    }
  }
}
