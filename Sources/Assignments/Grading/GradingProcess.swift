internal import ExperimentRunner
internal import OptimizerLab

/// Grades one submission by this program again, as another process: a grader that crashes, or that a
/// student's program brings down, takes one row with it.
package struct GradingProcess: Sendable {
  private let program: String

  package init(program: String) { self.program = program }

  /// - Returns: why it did not end well; `nil` where it did.
  package func run(_ order: GradingOrder) -> String? {
    let process: ChildProcess
    do throws(ChildProcess.NotStarted) {
      // A thread of a pool has most signals blocked, and what it starts would have: nobody could end it.
      process = try ChildProcess(
        program, arguments(order), reading: .errorsAlone, unblocksSignals: true)
    } catch {
      return "its process could not be started: \(error.reason)"
    }
    let complaint = process.errors.map(PipeText.init)
    guard let ending = process.wait(), ending.isExit else {
      return "its process was ended by signal \(process.wait()?.status ?? 0)"
    }
    guard ending.status != 0 else { return nil }
    let words =
      (complaint?.text ?? "").split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    return "its process ended with code \(ending.status)"
      + (words.isEmpty ? "" : ": \(Echo.escaped(String(words.prefix(300))))")
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
