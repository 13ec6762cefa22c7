internal import Foundation
internal import OptimizerLab

/// One run of an experiment into its output folder, from the data to the figures.
package struct ExperimentRun: Sendable {
  package let experiment: Experiment
  /// The folder that the spec's paths are relative to.
  package let specFolder: String
  package let output: String
  package var options: Options
  package let stop: StopFlag

  package init(
    _ experiment: Experiment, specFolder: String, output: String, options: Options, stop: StopFlag
  ) {
    self.experiment = experiment
    self.specFolder = specFolder
    self.output = output
    self.options = options
    self.stop = stop
  }

  /// How to run, which changes no number of the results.
  package struct Options: Sendable {
    /// What trains: this program, as another process.
    package var worker: WorkerProgram
    /// Trials that run side by side.
    package var jobs = 1
    /// Whether finished trials are trained again.
    package var startsOver = false
    /// Seconds between two checkpoints of a trial; `nil` where their cost decides.
    package var checkpointInterval: Double?
    /// Seconds that a trial may take in this run; `nil` for any.
    package var trialTimeout: Double?
    /// The share of the trials that this process trains; `nil` for all.
    package var shard: Shard?

    package init(worker: WorkerProgram) { self.worker = worker }
  }

  /// What a run left behind.
  package struct Outcome: Sendable {
    package var folder: OutputFolder
    /// The trials of this run: all, or those of a shard.
    package var trials: [Trial]
    /// How many trials were found done.
    package var reused: Int
    package var figures: [String] = []
    /// What a reader of the figures must know before they are looked at.
    package var remarks: [String] = []
    /// Why some figure was not drawn, if so; its script is there all the same.
    package var drawing: GnuplotError?
  }

  /// Trains what is not trained yet, then writes every file of the folder; a shard leaves that to
  /// `Collection`.
  /// - Throws: `OutputError`, `FolderLock.Held`, `BadFolder`.
  package func run(
    _ trials: [Trial], inputs: [ProblemInput], report: any ProgressReport
  ) throws -> Outcome {
    let record = RunRecord(specFolder: specFolder, started: Date(), jobs: options.jobs)
    let isNew = options.startsOver || !FileManager.default.fileExists(atPath: "\(output)/trials")
    let early = isNew ? EarlyWorker(options.worker) : nil
    try OutputFile.makeFolder("\(output)/trials")
    let lock = try FolderLock(output, shard: options.shard)
    defer { withExtendedLifetime(lock) {} }
    let own = options.shard?.share(of: trials) ?? trials
    let files = OutputFolder.trialFiles(in: output)
    if options.startsOver { for trial in own { files.remove(trial.identity) } }
    var results = try files.read(own, warn: report.warned)
    // A run that was killed between the two left them beside the result.
    for trial in own where results[trial.index] != nil {
      files.checkpoints(of: trial.identity).remove()
    }
    let found = OutputFolder(
      path: output, experiment: experiment, trials: trials, results: results)
    // Written before training too, so that a run that is killed leaves a folder that can be drawn.
    if options.shard == nil {
      OutputFolder.removeLeftovers(in: output)
      try record.begin(found)
    } else {
      try record.join(found, isAlone: lock.isAlone)
      lock.join()
    }
    let reused = results.count
    try train(own, by: early, inputs: inputs, report: report, into: &results)
    let folder = OutputFolder(
      path: output, experiment: experiment, trials: trials, results: results)
    var outcome = Outcome(folder: folder, trials: own, reused: reused)
    if options.shard == nil {
      let presentation = try folder.write()
      try record.finish(folder)
      outcome.figures = presentation.drawable.map(\.name)
      outcome.remarks = presentation.remarks
      outcome.drawing = try presentation.show(until: stop.end)
    }
    return outcome
  }

  /// Trains those that have no result.
  private func train(
    _ trials: [Trial], by early: EarlyWorker?, inputs: [ProblemInput],
    report: any ProgressReport, into results: inout [Int: TrialResult]
  ) throws {
    // Trials that agree in everything that decides their numbers are trained once.
    var seen: Set<TrialIdentity> = []
    let missing = trials.filter {
      results[$0.index] == nil && seen.insert($0.identity).inserted
    }
    let setting = WorkerSetting(
      program: options.worker, early: early, experiment: experiment, inputs: inputs,
      output: output,
      checkpointInterval: options.checkpointInterval, trialTimeout: options.trialTimeout,
      stop: stop)
    let queue = TrialQueue(experiment: experiment, stop: stop, report: report) {
      WorkerSeat(setting, report: report)
    }
    let (trained, failure) = queue.run(missing, jobs: options.jobs)
    if let failure { throw failure }
    results.merge(trained) { _, new in new }
    shareTwins(trials, &results)
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

/// What a run writes about itself into its folder: the spec and the manifest.
struct RunRecord {
  let specFolder: String
  let started: Date
  let jobs: Int

  func begin(_ folder: OutputFolder) throws(OutputError) {
    try OutputFile.write(
      Array(Self.spec(of: folder).utf8), to: "\(folder.path)/experiment.json",
      flushesFolder: false)
    try finish(folder)
  }

  func finish(_ folder: OutputFolder) throws(OutputError) {
    let manifest = Manifest(
      folder: folder, specFolder: specFolder, started: started,
      seconds: -started.timeIntervalSinceNow, jobs: jobs)
    try OutputFile.write(manifest.text, to: "\(folder.path)/manifest.json")
  }

  /// Begins as one of several shards, which must agree in what they do.
  /// - Throws: `OutputError`, `BadFolder` where others are at work on another experiment.
  func join(_ folder: OutputFolder, isAlone: Bool) throws {
    if let run = try? FinishedRun(folder.path), let known = try? run.trials(),
      Self.spec(of: folder)
        == (try? InputBytes.read("\(folder.path)/experiment.json")).map({
          String(decoding: $0, as: UTF8.self)
        }), known.map(\.identity) == folder.trials.map(\.identity)
    {
      return
    }
    guard isAlone else {
      throw BadFolder(
        description: "\(folder.path): other shards are at work in it on another experiment, or on "
          + "other data; all shards of one folder need the same", isMissing: false)
    }
    try begin(folder)
  }

  private static func spec(of folder: OutputFolder) -> String {
    JSONText.pretty(Fields.writing(folder.experiment))
  }
}
