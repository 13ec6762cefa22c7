package import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab
internal import Synchronization

/// How far a task is, in lines `NAME=VALUE` that a shell reads as well: `task-3.state`.
///
/// Only the task writes it: the run while it lives, then the script around it, which adds how it ended.
package struct TaskState: Sendable, Equatable {
  /// How often it was started.
  package var start = 1
  /// Starts in a row, this one included, that made no step: who makes none twice will make none again.
  package var idle = 1
  package var host = ""
  package var process = 0
  /// Seconds since 1970.
  package var began = 0
  package var heartbeat = 0
  package var trials = 0
  package var done = 0
  package var failed = 0
  /// `running`, or what the script makes of the end.
  package var phase = "running"
  /// The last sentence about a trial.
  package var last = ""
  /// How the run ended, as the shell has it; `nil` while it lives.
  package var code: Int?
  /// What the script says about the end.
  package var reason: String?

  package init() {}

  /// - Returns: `nil` where there is no such file, or none that can be read.
  package init?(at path: String) {
    guard let text = SystemFile.text(path) else { return nil }
    var fields: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
    }
    guard fields["phase"] != nil || fields["start"] != nil else { return nil }
    func number(_ name: String) -> Int { fields[name].flatMap { Int($0) } ?? 0 }
    (start, idle, process) = (number("start"), number("idle"), number("process"))
    (began, heartbeat) = (number("began"), number("heartbeat"))
    (trials, done, failed) = (number("trials"), number("done"), number("failed"))
    host = fields["host"] ?? ""
    phase = fields["phase"] ?? ""
    last = fields["last"] ?? ""
    code = fields["code"].flatMap { Int($0) }
    reason = fields["reason"]
  }

  package var text: String {
    let lines =
      [
        "start=\(start)", "idle=\(idle)", "host=\(host)", "process=\(process)", "began=\(began)",
        "heartbeat=\(heartbeat)", "trials=\(trials)", "done=\(done)", "failed=\(failed)",
        "last=\(Self.line(last))", "phase=\(phase)",
      ] + (code.map { ["code=\($0)"] } ?? []) + (reason.map { ["reason=\(Self.line($0))"] } ?? [])
    return lines.map { "\($0)\n" }.joined()
  }

  /// Whether it was a process of this machine that there is no more.
  var isKnownDead: Bool {
    host == WriterTag.host && process > 0 && kill(pid_t(process), 0) != 0 && errno == ESRCH
  }

  private static func line(_ text: String) -> String {
    text.replacing("\n", with: " ").replacing("\r", with: " ")
  }
}

/// The file of a task's state, kept by the run of the task.
package final class TaskStateFile: Sendable {
  private let path: String
  private let kept: Mutex<Kept>
  private static let secondsBetweenBeats = 30

  private struct Kept: Sendable {
    var state: TaskState
    /// Whether something has changed since it was written.
    var isNew = true
  }

  package init(_ path: String) {
    self.path = path
    var state = TaskState()
    if let before = TaskState(at: path) {
      (state.start, state.idle) = (before.start + 1, before.idle + 1)
      (state.trials, state.done) = (before.trials, before.done)
    }
    // As Slurm names it, where it is Slurm's.
    state.host = ProcessInfo.processInfo.environment["SLURMD_NODENAME"] ?? WriterTag.host
    state.process = Int(getpid())
    state.began = Self.now
    kept = Mutex(Kept(state: state))
  }

  private static var now: Int { Int(Date().timeIntervalSince1970) }

  /// Writes it, again within a second of each change, for there may be hundreds of trials in one, and every
  /// half minute as long as the process lives.
  package func begin() {
    write()
    DetachedThread.start { [self] in
      while true {
        sleep(1)
        let isDue = kept.withLock {
          $0.isNew || Self.now - $0.state.heartbeat >= Self.secondsBetweenBeats
        }
        if isDue { write() }
      }
    }
  }

  func update(_ change: (inout TaskState) -> Void) {
    kept.withLock { kept in
      change(&kept.state)
      kept.isNew = true
    }
  }

  /// Notes how the run ended; a script around it may know more.
  /// - Parameters:
  ///   - code: its exit code.
  ///   - reason: what it has said of that.
  package func end(code: Int, reason: String?) {
    kept.withLock { kept in
      kept.state.phase = code == 0 ? "done" : code > 128 ? "stopped" : "failed"
      (kept.state.code, kept.state.reason) = (code, reason)
    }
    write()
  }

  /// A state that cannot be written stops no trial.
  package func write() {
    kept.withLock { kept in
      kept.state.heartbeat = Self.now
      kept.isNew = false
      try? OutputFile.write(kept.state.text, to: path)
    }
  }
}

/// Keeps a task's state up to date with what its run tells, and passes all of it on.
package final class TaskWatch: ProgressReport {
  private let file: TaskStateFile
  private let report: any ProgressReport
  /// The step at which each running trial was first seen in this start.
  private let firstSteps = Mutex<[Int: Int]>([:])

  package init(_ file: TaskStateFile, passingOnTo report: any ProgressReport) {
    self.file = file
    self.report = report
  }

  package func counted(_ trials: Int, done: Int) {
    file.update { ($0.trials, $0.done, $0.failed) = (trials, done, 0) }
    report.counted(trials, done: done)
  }

  package func planned(_ trials: [Trial], later: [Int]) { report.planned(trials, later: later) }

  package func began(_ trial: Trial, label: String) {
    file.update { $0.last = "trains \(label)" }
    report.began(trial, label: label)
  }

  package func advanced(_ trial: Trial, label: String, _ advance: TrialAdvance) {
    let first = firstSteps.withLock { steps in
      let first = steps[trial.index] ?? advance.step
      steps[trial.index] = first
      return first
    }
    if advance.step > first { file.update { $0.idle = 0 } }
    report.advanced(trial, label: label, advance)
  }

  package func ended(_ trial: Trial, label: String, result: TrialResult) {
    let isOver = result.status == .finished || result.status == .diverged
    let made = firstSteps.withLock { $0[trial.index] }.map { result.steps > $0 } ?? false
    file.update { state in
      if isOver { state.done += 1 }
      if result.status == .failed { state.failed += 1 }
      if isOver || made { state.idle = 0 }
      state.last = "\(label): \(result.failure ?? result.status.rawValue)"
    }
    report.ended(trial, label: label, result: result)
  }

  package func warned(_ message: String) { report.warned(message) }
}
