/// What trains trials, one after another.
package protocol TrialExecutor {
  /// - Returns: what became of the trial; its result is on disk then, if it is one and results are
  ///   kept.
  func train(_ trial: Trial, label: String) throws(OutputError) -> TrialResult
}

/// Where a run's executors come from: processes of their own, or this one.
package protocol ExecutorSource: Sendable {
  /// Called as soon as it is clear that trials will be trained, before it is known which.
  func anticipate()

  /// One more executor; several are at work at the same time.
  func makeExecutor(
    for work: TrialWork, report: any ProgressReport
  ) -> any TrialExecutor
}

extension ExecutorSource {
  package func anticipate() {}
}

/// What all executors of a run have in common.
package struct TrialWork: Sendable {
  package let experiment: Experiment
  package let inputs: [ProblemInput]
  /// The run's folder.
  package let output: String
  /// Seconds between two checkpoints; `nil` where their cost decides.
  package let checkpointInterval: Double?
  /// Seconds that a trial may take; `nil` for any.
  package let trialTimeout: Double?
  package let stop: StopFlag

  var files: TrialFile { TrialFile(ofRun: output) }
}
