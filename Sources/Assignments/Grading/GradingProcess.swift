internal import ExperimentRunner
internal import Foundation
internal import OptimizerLab

/// Grades one submission by this program again, as another process: a grader that crashes, or that a
/// student's program brings down, takes one row with it.
package struct GradingProcess: Sendable {
  private let program: String

  package init(program: String) { self.program = program }

  /// - Returns: why it did not end well; `nil` where it did.
  package func run(_ order: GradingOrder) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments(order)
    let errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    do {
      try Self.withoutBlockedSignals { try process.run() }
    } catch {
      return "its process could not be started: \(error.localizedDescription)"
    }
    let complaint = PipeText(errors.fileHandleForReading)
    process.waitUntilExit()
    guard process.terminationReason == .exit else {
      return "its process was ended by signal \(process.terminationStatus)"
    }
    guard process.terminationStatus != 0 else { return nil }
    let words = complaint.text.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    return "its process ended with code \(process.terminationStatus)"
      + (words.isEmpty ? "" : ": \(Echo.escaped(String(words.prefix(300))))")
  }

  /// A thread of a pool has most signals blocked, and what it starts would have: nobody could end it.
  private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    // The sets are ours, and filled in by the calls.
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  private func arguments(_ order: GradingOrder) -> [String] {
    var words = ["assignment", "grade-one", "--jobs", "\(order.jobs)"]
    let options: [(String, String?)] = [
      ("submission", order.submission), ("results", order.results), ("name", order.name),
      ("work", order.work), ("shared", order.shared), ("secret", order.secretFile),
      ("lock", order.lock), ("task", order.task), ("user", order.user),
    ]
    // With "=", so that nothing that begins with a dash is taken for an option.
    for (name, value) in options { if let value { words.append("--\(name)=\(value)") } }
    if !order.draws { words.append("--no-figures") }
    return words + ["--", order.assignment]
  }
}
