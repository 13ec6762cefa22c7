internal import ExperimentRunner

/// Where one task of a submission is.
struct TaskReport: Sendable, Equatable {
  enum Phase: Sendable, Equatable {
    /// In the queue, with Slurm's reason.
    case waiting(String)
    case running(node: String)
    case done
    /// What is known of the end.
    case failed(String)
    case cancelled
    /// Neither in the queue nor ended as far as its state says.
    case lost(String)
    /// Never started, and not in the queue.
    case missing
    /// Slurm cannot be asked, and the state does not tell.
    case unknown
  }

  var share: Int
  var phase: Phase
  /// Distinct trials.
  var trials: Int
  var done: Int
  var starts: Int
  var log: String?
  var last: String

  /// Whether somebody is at it, or will be.
  var isAtWork: Bool {
    switch phase {
    case .waiting, .running: true
    default: false
    }
  }

  /// Seconds without a sign of life after which a task is taken for dead where Slurm says nothing.
  private static let mostSilence = 150

  /// Who knows of tasks besides the states that they leave.
  enum Witness: Sendable {
    case queue
    /// There is a queue, which cannot be asked.
    case silentQueue
    /// They are started by a script, by hand or by a scheduler that is not asked.
    case nobody
  }

  /// - Parameters:
  ///   - entry: what Slurm says of it; `nil` where it is not in the queue.
  ///   - isCancelled: whether it was cancelled after it was last submitted.
  static func phase(
    _ entry: SlurmQueue.Entry?, _ state: TaskState?, isDone: Bool, witness: Witness,
    isCancelled: Bool, now: Int
  ) -> Phase {
    if let entry {
      return entry.isWaiting ? .waiting(entry.reason) : .running(node: entry.node)
    }
    if isDone { return .done }
    guard let state else {
      return isCancelled ? .cancelled : witness == .silentQueue ? .unknown : .missing
    }
    let place = "node \(state.host)"
    switch state.phase {
    case "failed":
      let why = state.reason ?? state.code.map { "exit code \($0)" } ?? "no reason is known"
      return .failed("\(place): \(why)")
    case "running"
    where witness != .queue && now - state.heartbeat < mostSilence && !state.isKnownDead:
      return .running(node: state.host)
    case "running" where isCancelled, "stopped" where isCancelled || witness == .nobody,
      "requeued" where isCancelled:
      return .cancelled
    case "running":
      return .lost("\(place): ended without a word, \(ago(now - state.heartbeat))")
    // It ended well, and results decide more; or what it had is gone.
    case "done": return .missing
    default:
      return witness == .queue
        ? .lost("\(place): it was told to end, and is not in the queue") : .unknown
    }
  }

  private static func ago(_ seconds: Int) -> String {
    "last seen \(DurationText.text(Double(max(seconds, 0)))) ago"
  }

  /// The phase in words, for a line about this task.
  var words: String {
    switch phase {
    case .waiting(let reason): starts > 0 ? "waits again (\(reason))" : "waits (\(reason))"
    case .running(let node): "runs on \(node)"
    case .done: "done"
    case .failed(let reason): "failed (\(reason))"
    case .cancelled: "cancelled"
    case .lost(let reason): "lost (\(reason))"
    case .missing: "is not in the queue"
    case .unknown: "unknown"
    }
  }

  /// The phase in one word, for programs.
  var name: String {
    switch phase {
    case .waiting: "waiting"
    case .running: "running"
    case .done: "done"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .lost: "lost"
    case .missing: "missing"
    case .unknown: "unknown"
    }
  }

  /// Why it waits, failed or was lost; where it runs.
  var detail: String? {
    switch phase {
    case .waiting(let text), .running(let text), .failed(let text), .lost(let text): text
    default: nil
    }
  }
}
