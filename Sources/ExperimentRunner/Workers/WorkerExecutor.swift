internal import OptimizerLab
internal import Synchronization

/// Trains in a process of its own, so that a trial that crashes takes nothing with it but itself.
///
/// The process stays from one trial to the next; where one ended it, the next gets a new one.
final class WorkerExecutor: TrialExecutor {
  private let work: TrialWork
  private let report: any ProgressReport
  private let startProcess: () throws(WorkerFailure) -> WorkerProcess
  private var process: WorkerProcess?
  /// The problems whose data the process has.
  private var knownProblems: Set<Int> = []

  /// How long a worker may take to finish its step once it is told to stop.
  private static let stopTimeout = Duration.milliseconds(1000)

  init(
    _ work: TrialWork, report: any ProgressReport,
    startProcess: @escaping () throws(WorkerFailure) -> WorkerProcess
  ) {
    self.work = work
    self.report = report
    self.startProcess = startProcess
  }

  private enum End {
    case ended(TrialResult.Status)
    case failed(String)
    case notKept(OutputError)
    case lost(WorkerFailure)
  }

  func train(_ trial: Trial, label: String) throws(OutputError) -> TrialResult {
    switch end(of: trial, label: label) {
    case .notKept(let error): throw error
    case .failed(let reason): return failed(reason)
    case .ended(.interrupted): return interrupted(trial)
    case .ended:
      return try work.files.read(trial.identity, warn: report.warned)
        ?? failed(
          "its result could not be read back from \(work.files.path(of: trial.identity))")
    case .lost(let failure):
      process = nil
      knownProblems = []
      return work.stop.isSet ? interrupted(trial) : failed(failure.reason)
    }
  }

  private func failed(_ reason: String) -> TrialResult {
    var result = TrialResult(status: .failed)
    result.failure = reason
    return result
  }

  /// What the last checkpoint has of it.
  private func interrupted(_ trial: Trial) -> TrialResult {
    work.files.checkpoints(of: trial.identity).result() ?? TrialResult(status: .interrupted)
  }

  /// Has the trial trained, and passes on what is told of it.
  private func end(of trial: Trial, label: String) -> End {
    let worker: WorkerProcess
    do throws(WorkerFailure) {
      worker = try readyProcess()
    } catch {
      return .lost(error)
    }
    if knownProblems.insert(trial.problem).inserted {
      worker.send(.data(problem: trial.problem, work.inputs[trial.problem]))
    }
    worker.send(.train(TrialOrder(trial)))
    let limit = work.trialTimeout.map { ContinuousClock.now + .seconds($0) }
    var stopDeadline: ContinuousClock.Instant?
    while true {
      guard let reports = worker.exchange() else { return .lost(worker.ending()) }
      for told in reports {
        switch told {
        case .advanced(let advance): report.advanced(trial, label: label, advance)
        case .warned(let text): report.warned(text)
        case .ended(let status): return .ended(status)
        case .gaveUp(let reason): return .failed(reason)
        case .failed(let error): return .notKept(error)
        }
      }
      if work.stop.isSet, stopDeadline == nil {
        worker.send(.stop)
        stopDeadline = .now + Self.stopTimeout
      }
      if let stopDeadline, .now > stopDeadline { return .lost(worker.kill()) }
      if let limit, let seconds = work.trialTimeout, .now > limit {
        _ = worker.kill()
        return .lost(.tookTooLong(seconds: seconds))
      }
    }
  }

  private func readyProcess() throws(WorkerFailure) -> WorkerProcess {
    if let process { return process }
    let new = try startProcess()
    new.send(
      .begin(
        experiment: work.experiment, output: work.output,
        checkpointInterval: work.checkpointInterval))
    process = new
    return new
  }
}

/// Executors in processes of their own: this program again.
package final class WorkerExecutors: ExecutorSource {
  private let program: WorkerProgram
  /// One that is on its way already.
  private let early = Mutex<EarlyWorker?>(nil)

  package init(_ program: WorkerProgram) { self.program = program }

  package func anticipate() {
    let worker = EarlyWorker(program)
    early.withLock { $0 = worker }
  }

  package func makeExecutor(
    for work: TrialWork, report: any ProgressReport
  ) -> any TrialExecutor {
    WorkerExecutor(work, report: report) { [self] () throws(WorkerFailure) in
      if let worker = early.withLock({ $0 })?.take() { return worker }
      return try WorkerProcess(program)
    }
  }
}
