internal import ExperimentRunner
internal import OptimizerLab

/// A program of Slurm's, called once, with a limit: where its server is gone, it tries for minutes.
struct SlurmCommand: Sendable {
  private let program: String
  private let name: String

  struct Answer: Sendable {
    var code: Int32
    var output: String
    var errors: String

    /// What it says is wrong, in one line.
    var complaint: String {
      let lines = errors.split(separator: "\n").map { line in
        // `sbatch: error: …`
        let end = line.firstRange(of: ": error: ")?.upperBound ?? line.startIndex
        return line[end...].trimmed()
      }
      return lines.isEmpty ? "it ended with \(code)" : lines.joined(separator: "; ")
    }
  }

  /// - Parameter otherwise: what the user may do without.
  /// - Throws: `ClusterError` where there is no such program.
  init(_ name: String, otherwise: String = "") throws(ClusterError) {
    guard let program = ProgramSearch.find(name) else {
      throw ClusterError(
        .unavailable,
        "there is no \(name) in the folders of PATH, so there is no Slurm here; log in to a node that has "
          + "one (`module load slurm` on some)\(otherwise)")
    }
    self.program = program
    self.name = name
  }

  /// - Throws: `ClusterError` where it cannot be started or does not end in time.
  func run(_ arguments: [String], secondsAllowed: Int = 30) throws(ClusterError) -> Answer {
    do throws(TimedProcess.Failure) {
      let outcome = try TimedProcess(program, arguments)
        .run(secondsAllowed: secondsAllowed)
      return Answer(code: outcome.status, output: outcome.output, errors: outcome.errors)
    } catch {
      switch error {
      case .unstartable(let reason):
        throw ClusterError(.unavailable, "\(program) cannot be started: \(reason)")
      case .timedOut:
        throw ClusterError(
          .unavailable,
          "\(name) did not answer within \(secondsAllowed) s; Slurm's server may be down or busy")
      }
    }
  }
}
