internal import OptimizerLab

/// A seat in a process of its own, so that a trial that crashes takes nothing with it but itself.
///
/// The process stays from one trial to the next; where one ended it, the next gets a new one.
final class WorkerSeat: TrialSeat {
  private let setting: WorkerSetting
  private let report: any ProgressReport
  private var process: WorkerProcess?
  /// The problems whose data the process has.
  private var knownProblems: Set<Int> = []

  /// How long a worker may take to finish its step once it is told to stop.
  private static let patience = Duration.milliseconds(1000)

  init(_ setting: WorkerSetting, report: any ProgressReport) {
    self.setting = setting
    self.report = report
  }

  private enum End {
    case ended(TrialResult.Status)
    case notKept(OutputError)
    case lost(WorkerFailure)
  }

  func train(_ trial: Trial, label: String) throws(OutputError) -> TrialResult {
    switch end(of: trial, label: label) {
    case .notKept(let error): throw error
    case .ended(.interrupted): return interrupted(trial)
    case .ended:
      return try setting.files.read(trial.identity, warn: report.warned)
        ?? failed(
          "its result could not be read back from \(setting.files.path(of: trial.identity))")
    case .lost(let failure):
      process = nil
      knownProblems = []
      return setting.stop.isSet ? interrupted(trial) : failed(failure.reason)
    }
  }

  private func failed(_ reason: String) -> TrialResult {
    var result = TrialResult(status: .failed)
    result.failure = reason
    return result
  }

  /// What the last checkpoint has of it.
  private func interrupted(_ trial: Trial) -> TrialResult {
    setting.files.checkpoints(of: trial.identity).result() ?? TrialResult(status: .interrupted)
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
      worker.send(.data(problem: trial.problem, setting.inputs[trial.problem]))
    }
    worker.send(.train(trial))
    let limit = setting.trialTimeout.map { ContinuousClock.now + .seconds($0) }
    var patienceEnds: ContinuousClock.Instant?
    while true {
      guard let reports = worker.exchange() else { return .lost(worker.ending()) }
      for told in reports {
        switch told {
        case .advanced(let advance): report.advanced(trial, label: label, advance)
        case .warned(let text): report.warned(text)
        case .ended(let status): return .ended(status)
        case .failed(let error): return .notKept(error)
        }
      }
      if setting.stop.isSet, patienceEnds == nil {
        worker.send(.stop)
        patienceEnds = .now + Self.patience
      }
      if let patienceEnds, .now > patienceEnds { return .lost(worker.kill()) }
      if let limit, let seconds = setting.trialTimeout, .now > limit {
        _ = worker.kill()
        return .lost(.tookTooLong(seconds: seconds))
      }
    }
  }

  private func readyProcess() throws(WorkerFailure) -> WorkerProcess {
    if let process { return process }
    let new: WorkerProcess
    if let early = setting.early?.take() {
      new = early
    } else {
      new = try WorkerProcess(setting.program)
    }
    new.send(setting.opening)
    process = new
    return new
  }
}

/// What all workers of a run have in common.
struct WorkerSetting: Sendable {
  let program: WorkerProgram
  /// One that is on its way already; `nil` for none.
  let early: EarlyWorker?
  let experiment: Experiment
  let inputs: [ProblemInput]
  let output: String
  /// `nil` where their cost decides.
  let checkpointInterval: Double?
  /// Seconds that a trial may take; `nil` for any.
  let trialTimeout: Double?
  let stop: StopFlag

  var files: TrialFile { OutputFolder.trialFiles(in: output) }

  var opening: WorkerCommand {
    .begin(experiment: experiment, output: output, checkpointInterval: checkpointInterval)
  }
}
