internal import OptimizerLab

/// Trains on the thread that calls it, and keeps nothing.
package struct ThreadExecutor: TrialExecutor {
  private let experiment: Experiment
  private let inputs: [ProblemInput]
  /// What the experiment's paths are relative to.
  private let folder: String
  private let stop: StopFlag
  private let report: any ProgressReport

  package init(
    experiment: Experiment, inputs: [ProblemInput], folder: String, stop: StopFlag,
    report: any ProgressReport
  ) {
    self.folder = folder
    self.experiment = experiment
    self.inputs = inputs
    self.stop = stop
    self.report = report
  }

  package func train(_ trial: Trial, label: String) throws(OutputError) -> TrialResult {
    let trainer = Trainer(
      stepCount: trial.stepCount, divergedAbove: experiment.record.divergedAbove, stop: stop,
      checkpoints: nil,
      report: { report.advanced(trial, label: label, $0) }, warn: { report.warned($0) })
    return try TrialRunner(
      experiment: experiment, trial: trial, input: inputs[trial.problem], trainer: trainer,
      folder: folder
    ).run()
  }
}

/// Trains in this process and keeps every trial in the run's folder, as a worker does. A trial that
/// crashes takes the process with it, and none is timed out.
package struct LocalExecutors: ExecutorSource {
  package init() {}

  package func makeExecutor(
    for work: TrialWork, report: any ProgressReport
  ) -> any TrialExecutor {
    Executor(work: work, report: report)
  }

  private struct Executor: TrialExecutor {
    let work: TrialWork
    let report: any ProgressReport

    func train(_ trial: Trial, label: String) throws(OutputError) -> TrialResult {
      let execution = TrialExecution(
        experiment: work.experiment, output: work.output,
        checkpointInterval: work.checkpointInterval.map { .seconds($0) }, stop: work.stop,
        report: { report.advanced(trial, label: label, $0) }, warn: { report.warned($0) })
      let result = try execution.run(trial, input: work.inputs[trial.problem])
      return result.status == .interrupted
        ? work.files.checkpoints(of: trial.identity).result() ?? result : result
    }
  }
}
