internal import Foundation

/// One run of an experiment: from its data to a result for each trial.
package struct ExperimentRun: Sendable {
  /// Its paths are relative to the output folder.
  package let experiment: Experiment
  /// The folder that the paths of the spec are relative to.
  package let specFolder: String
  /// The spec's file, from the root on; `nil` where it comes from none.
  package let specFile: String?
  package let output: String
  package var options: Options
  package let stop: StopFlag
  private let executors: any ExecutorSource

  /// - Parameter executors: where the trials are trained.
  package init(
    _ experiment: Experiment, specFolder: String, specFile: String? = nil, output: String,
    options: Options, stop: StopFlag, executors: any ExecutorSource
  ) {
    // As the folder's own spec has it, whose paths lead to the same files.
    self.experiment = experiment.movingPaths {
      DataPath.rebase($0, from: specFolder, to: output)
    }
    self.specFolder = specFolder
    self.specFile = specFile
    self.output = output
    self.options = options
    self.stop = stop
    self.executors = executors
  }

  /// How to run, which changes no number of the results.
  package struct Options: Sendable {
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

    package init() {}
  }

  /// What a run trained. The folder is locked as long as this lives, so that whoever writes more
  /// into it is alone.
  package struct Trained: Sendable {
    package let folder: RunFolder
    /// The trials of this run: all, or those of a shard.
    package let trials: [Trial]
    /// How many trials were found done.
    package let reused: Int
    package let record: RunRecord
    private let lock: FolderLock

    fileprivate init(
      folder: RunFolder, trials: [Trial], reused: Int, record: RunRecord, lock: FolderLock
    ) {
      self.folder = folder
      self.trials = trials
      self.reused = reused
      self.record = record
      self.lock = lock
    }
  }

  /// Trains what is not trained yet.
  /// - Parameter outputs: the names of what will be written into the folder once it is.
  /// - Throws: `ClaimError` before anything is written; `OutputError`, `FolderLock.Held`,
  ///   `RunFolderError`.
  package func run(
    _ trials: [Trial], inputs: [ProblemInput], outputs: [String] = [], report: any ProgressReport
  ) throws -> Trained {
    let owner = try claim(trials, outputs: outputs)
    let record = RunRecord(specFolder: specFolder, specFile: owner, jobs: options.jobs)
    let isNew = options.startsOver || !FileManager.default.fileExists(atPath: "\(output)/trials")
    if isNew { executors.anticipate() }
    try OutputFile.makeFolder("\(output)/trials")
    let lock = try FolderLock(output, shard: options.shard, warn: report.warned)
    let own = options.shard?.share(of: trials) ?? trials
    let files = TrialFile(ofRun: output)
    if options.startsOver { for trial in own { files.remove(trial.identity) } }
    var results = try files.read(own, warn: report.warned)
    // A run that was killed between the two left them beside the result.
    for trial in own where results[trial.index] != nil {
      files.checkpoints(of: trial.identity).remove()
    }
    let found = RunFolder(path: output, experiment: experiment, trials: trials, results: results)
    // Written before training too, so that a run that is killed leaves a folder that can be drawn.
    if options.shard == nil {
      found.removeLeftovers()
      try record.begin(found)
    } else {
      try record.join(found, isAlone: lock.isAlone)
      lock.join()
    }
    let reused = results.count
    try train(own, inputs: inputs, report: report, into: &results)
    let folder = RunFolder(path: output, experiment: experiment, trials: trials, results: results)
    return Trained(folder: folder, trials: own, reused: reused, record: record, lock: lock)
  }

  /// Sees that nothing of the user's is replaced.
  /// - Returns: the spec whose folder it is.
  private func claim(_ trials: [Trial], outputs: [String]) throws -> String? {
    let files = experiment.problems.flatMap { $0.task.inputFiles(from: output) }
    return try FolderClaim(
      folder: output, experiment: experiment, specFile: specFile,
      inputs: files + (specFile.map { [$0] } ?? []),
      outputs: RunRecord.fileNames + outputs, hashes: Set(trials.map(\.identity.hash))
    ).check()
  }

  /// Trains those that have no result.
  private func train(
    _ trials: [Trial], inputs: [ProblemInput], report: any ProgressReport,
    into results: inout [Int: TrialResult]
  ) throws {
    // Trials that agree in everything that decides their numbers are trained once.
    var seen: Set<TrialIdentity> = []
    let missing = trials.filter {
      results[$0.index] == nil && seen.insert($0.identity).inserted
    }
    let work = TrialWork(
      experiment: experiment, inputs: inputs, output: output,
      checkpointInterval: options.checkpointInterval, trialTimeout: options.trialTimeout,
      stop: stop)
    let queue = TrialQueue(experiment: experiment, stop: stop, report: report) { [executors] in
      executors.makeExecutor(for: work, report: report)
    }
    let (trained, failure) = queue.run(missing, jobs: options.jobs)
    if let failure { throw failure }
    results.merge(trained) { _, new in new }
    copyToDuplicates(trials, &results)
  }

  /// Gives each trial the result of the one that was trained in its place.
  private func copyToDuplicates(_ trials: [Trial], _ results: inout [Int: TrialResult]) {
    var byIdentity: [TrialIdentity: TrialResult] = [:]
    for trial in trials {
      if let result = results[trial.index] { byIdentity[trial.identity] = result }
    }
    for trial in trials where results[trial.index] == nil {
      results[trial.index] = byIdentity[trial.identity]
    }
  }
}
