internal import OptimizerLab

/// The training of one trial with its folder: takes up what is there, and leaves its result or its
/// checkpoint.
struct TrialExecution {
  let experiment: Experiment
  /// The run's folder, which the experiment's paths are relative to.
  let output: String
  /// `nil` where their cost decides.
  let checkpointInterval: Duration?
  let stop: StopFlag
  let report: (TrialAdvance) -> Void
  let warn: (String) -> Void

  func run(_ trial: Trial, input: ProblemInput) throws(OutputError) -> TrialResult {
    let files = TrialFile(ofRun: output)
    let trainer = Trainer(
      stepCount: trial.stepCount, divergedAbove: experiment.record.divergedAbove, stop: stop,
      checkpoints: CheckpointPlan(
        files: files.checkpoints(of: trial.identity), interval: checkpointInterval),
      report: report, warn: warn)
    let place = try files.prepare(trial.identity, stop: stop, warn: warn)
    defer { withExtendedLifetime(place) {} }
    // Another run of the same folder may have been faster.
    if let done = try files.read(trial.identity, warn: warn) { return done }
    let result = try TrialRunner(
      experiment: experiment, trial: trial, input: input, trainer: trainer, folder: output
    ).run()
    // One that failed is tried again.
    if result.status == .finished || result.status == .diverged {
      var kept = result
      // What was drawn can be drawn again; what came from files may be gone then.
      if trial.settings.weights.isEmpty {
        for place in kept.weights.indices { kept.weights[place].initial = nil }
      }
      try files.write(kept, of: trial.identity)
    }
    return result
  }
}
