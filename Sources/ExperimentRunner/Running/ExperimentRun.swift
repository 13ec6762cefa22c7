internal import Foundation
internal import OptimizerLab

/// One run of an experiment into its output folder, from the data to the figures.
package struct ExperimentRun: Sendable {
  package let experiment: Experiment
  /// The folder that the spec's paths are relative to.
  package let specFolder: String
  package let output: String
  package var jobs: Int
  /// Whether finished trials are trained again.
  package var startsOver: Bool
  package let stop: StopFlag

  package init(
    _ experiment: Experiment, specFolder: String, output: String, jobs: Int, startsOver: Bool,
    stop: StopFlag
  ) {
    self.experiment = experiment
    self.specFolder = specFolder
    self.output = output
    self.jobs = jobs
    self.startsOver = startsOver
    self.stop = stop
  }

  /// What a run left behind.
  package struct Outcome: Sendable {
    package var folder: OutputFolder
    /// How many trials were found done, and how many were trained.
    package var reused: Int
    package var trained: Int
    package var figures: [String]
    /// Why some figure was not drawn, if so; its script is there all the same.
    package var drawing: GnuplotError?
  }

  /// Trains what is not trained yet, then writes every file of the folder.
  /// - Throws: `OutputError`, `FolderLock.Held`.
  package func run(
    _ trials: [Trial], inputs: [ProblemInput], report: any ProgressReport
  ) throws -> Outcome {
    let started = Date()
    try OutputFile.makeFolder("\(output)/trials")
    let lock = try FolderLock(output)
    defer { withExtendedLifetime(lock) {} }
    try OutputFile.write(
      JSONText.pretty(Fields.writing(experiment)), to: "\(output)/experiment.json")

    let files = OutputFolder.trialFiles(in: output)
    var results: [Int: TrialResult] = [:]
    if !startsOver {
      for trial in trials { results[trial.index] = files.read(trial.identity) }
    }
    let reused = results.count
    // Written before training too, so that a run that is killed leaves a folder that can be drawn.
    func writeManifest(_ folder: OutputFolder) throws {
      let seconds = -started.timeIntervalSinceNow
      try OutputFile.write(
        Manifest(
          folder: folder, specFolder: specFolder, started: started, seconds: seconds, jobs: jobs
        ).text,
        to: "\(output)/manifest.json")
    }
    try writeManifest(
      OutputFolder(path: output, experiment: experiment, trials: trials, results: results))
    // Trials that agree in everything that decides their numbers are trained once.
    var seen: Set<TrialIdentity> = []
    let missing = trials.filter {
      results[$0.index] == nil && seen.insert($0.identity).inserted
    }
    let queue = TrialQueue(
      experiment: experiment, inputs: inputs, stop: stop, report: report,
      store: { result, trial throws(OutputError) in
        if result.status != .interrupted { try files.write(result, of: trial.identity) }
      })
    let (trained, failure) = queue.run(missing, jobs: jobs)
    results.merge(trained) { _, new in new }
    if let failure { throw failure }
    shareTwins(trials, &results)

    let folder = OutputFolder(
      path: output, experiment: experiment, trials: trials, results: results)
    let figures = try folder.write()
    try writeManifest(folder)
    let drawing = FigureDrawing.draw(figures, in: output)
    return Outcome(
      folder: folder, reused: reused, trained: trained.count, figures: figures, drawing: drawing)
  }

  /// Gives each trial the result of the one that was trained in its place.
  private func shareTwins(_ trials: [Trial], _ results: inout [Int: TrialResult]) {
    var byIdentity: [TrialIdentity: TrialResult] = [:]
    for trial in trials {
      if let result = results[trial.index] { byIdentity[trial.identity] = result }
    }
    for trial in trials where results[trial.index] == nil {
      results[trial.index] = byIdentity[trial.identity]
    }
  }
}
