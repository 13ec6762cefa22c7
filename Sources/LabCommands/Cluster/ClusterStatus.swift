internal import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab
package import SpecLanguage

/// How far a submitted run is: from its files and one question to Slurm, without its accounting.
package struct ClusterStatus {
  private let run: SharedRun
  private let tasks: [TaskReport]
  private let isCollecting: Bool
  /// Why Slurm could not be asked; `nil` where it could.
  package let queueFault: String?
  /// As the user has named it.
  private let path: String

  /// - Throws: `ClusterError` where nothing was submitted from there; `RunFolderError`, `DataError`.
  package init(_ path: String) throws {
    self.path = path
    let folder = ClusterFolder(of: RealPath.of(path) ?? path)
    let jobs = folder.jobs
    var fault: String?
    var queue = SlurmQueue(entries: [])
    // Before the files: a task that ends meanwhile is in the queue still, or has its results.
    if folder.isThere, folder.engine == .slurm {
      do throws(ClusterError) {
        queue = try SlurmQueue(of: jobs)
      } catch {
        fault = error.description
      }
    }
    queueFault = fault
    let run = try SharedRun(path)
    self.run = run
    let witness: TaskReport.Witness =
      run.folder.engine == .script ? .nobody : fault == nil ? .queue : .silentQueue
    isCollecting = queue.collecting(jobs) != nil
    let now = Int(Date().timeIntervalSince1970)
    // The newest of each share.
    var owners: [Int: ClusterJob] = [:]
    for job in jobs where job.kind == .tasks {
      for share in job.shares { owners[share] = job }
    }
    tasks = run.parts.enumerated().map { place, trials in
      let share = place + 1
      let state = run.folder.state(ofShare: share)
      let done = trials.count { run.done.contains($0.identity.hash) }
      let job = owners[share]
      let phase = TaskReport.phase(
        queue.entry(ofShare: share, in: jobs), state,
        isDone: done == trials.count && run.later == 0, witness: witness,
        isCancelled: jobs.last { $0.kind == .cancelled || $0.id == job?.id }?.kind == .cancelled,
        now: now)
      return TaskReport(
        share: share, phase: phase, trials: trials.count, done: done, starts: state?.start ?? 0,
        log: job.map { run.folder.log(of: $0, share: share) }, last: state?.last ?? "")
    }
  }

  /// What trains the shares of a folder that have no result yet; `nil` where nothing was submitted from it.
  package static func commandToGoOn(_ path: String, shares: [Int]) -> String? {
    let folder = ClusterFolder(of: RealPath.of(path) ?? path)
    return folder.isThere ? folder.commandToGoOn(shares, calledAs: path) : nil
  }

  /// How it stands as a whole.
  package enum Verdict: String, Sendable {
    case done, working, stuck
  }

  package var verdict: Verdict {
    if tasks.contains(where: \.isAtWork) || isCollecting { return .working }
    if run.done.count == run.trialCount, run.later == 0 { return .done }
    return tasks.contains { $0.phase == .unknown } ? .working : .stuck
  }

  /// `a300: 231 of 300 trials done, 2 failed; 4 of 6 tasks run, 1 waits (Priority), 1 failed (node n2: SIGKILL)`
  package var firstLine: String {
    let failed = run.failures.isEmpty ? "" : ", \(run.failures.count) failed"
    let later = run.later > 0 ? ", and \(run.later) more that these decide" : ""
    return "\(run.plan.name): \(run.done.count) of \(run.trialCount) trials done\(failed)\(later); "
      + taskWords.joined(separator: ", ")
  }

  private var isQueued: Bool { run.folder.engine == .slurm }

  private var taskWords: [String] {
    let all = tasks.count
    func count(_ name: String) -> Int { tasks.count { $0.name == name } }
    if count("done") == all { return [all == 1 ? "the task is done" : "all \(all) tasks are done"] }
    let running = count("running")
    var words = ["\(running) of \(all) task\(all == 1 ? "" : "s") run\(running == 1 ? "s" : "")"]
    for (name, one, several) in [
      ("waiting", "waits", "wait"), ("failed", "failed", "failed"), ("lost", "is lost", "are lost"),
      ("cancelled", "was cancelled", "were cancelled"),
      isQueued
        ? ("missing", "is not in the queue", "are not in the queue")
        : ("missing", "was not begun", "were not begun"),
      ("unknown", "is unknown", "are unknown"), ("done", "is done", "are done"),
    ] {
      let own = tasks.filter { $0.name == name }
      guard let first = own.first else { continue }
      let reasons = Set(own.compactMap(\.detail))
      let why = first.detail.map { " (\($0)\(reasons.count > 1 ? ", …" : ""))" } ?? ""
      words.append("\(own.count) \(own.count == 1 ? one : several)\(why)")
    }
    return words
  }

  /// More than this is read in the logs.
  private static let mostLines = 20

  /// What went wrong, task by task and trial by trial.
  private var faults: [String] {
    let bad = tasks.filter { ["failed", "lost"].contains($0.name) }.map { task in
      "task \(task.share): \(task.words), \(task.done) of \(task.trials) trials done"
        + (task.log.map { "; log: \($0)" } ?? "")
    }
    let trials = run.parts.joined().compactMap { trial in
      run.failures[trial.identity.hash].map { note in
        "trial \(trial.index), \(run.run.experiment.label(of: trial)): \(note.sentence)"
      }
    }
    let all = bad + trials
    guard all.count > Self.mostLines else { return all }
    return Array(all.prefix(Self.mostLines)) + ["… and \(all.count - Self.mostLines) more"]
  }

  /// The command to go on.
  package var lastLine: String {
    let folder = ShellText.quoted(path)
    switch verdict {
    case .working:
      return "to look again: optlab status \(folder)"
        + (isQueued ? "; to end it: optlab cancel \(folder)" : "")
    case .stuck:
      return "to go on: \(run.folder.commandToGoOn(run.unfinished, calledAs: path))"
    case .done:
      let report = "\(run.run.folder)/report.html"
      return OutputFile.exists(report) ? "report: \(report)" : "to go on: optlab collect \(folder)"
    }
  }

  package var text: String {
    var lines = [firstLine]
    if let queueFault { lines.append("Slurm was not asked: \(queueFault)") }
    lines += faults
    if isCollecting { lines.append("the collection is in the queue") }
    lines.append(lastLine)
    return lines.map { TerminalText.escaped($0) + "\n" }.joined()
  }

  /// For programs.
  package var json: JSONNode {
    func text(_ value: String?) -> JSONNode { value.map { .string($0) } ?? .null }
    return .object([
      .init("name", .string(run.plan.name)), .init("verdict", .string(verdict.rawValue)),
      .init("trials", .integer(run.trialCount)), .init("done", .integer(run.done.count)),
      .init("failed", .integer(run.failures.count)), .init("to_come", .integer(run.later)),
      .init("collecting", .bool(isCollecting)), .init("queue_fault", text(queueFault)),
      .init(
        "tasks",
        .array(
          tasks.map { task in
            .object([
              .init("task", .integer(task.share)), .init("phase", .string(task.name)),
              .init("detail", text(task.detail)), .init("trials", .integer(task.trials)),
              .init("done", .integer(task.done)), .init("starts", .integer(task.starts)),
              .init("last", .string(task.last)), .init("log", text(task.log)),
            ])
          })),
    ])
  }
}
