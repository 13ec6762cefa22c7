internal import FoundationEssentials

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
    /// How long another process that has the share is waited for, before what it does not hold is taken.
    package var sharePatience = FolderLock.Patience.ofShare
    /// Where what this process says is kept, for those who ask why a trial failed.
    package var log: String?

    package init() {}
  }

  /// What a run trained. The folder is locked as long as this lives, so that whoever writes more
  /// into it is alone.
  package struct Trained: Sendable {
    package let folder: RunFolder
    /// The trials of this run, as far as they are known: all, or those of a shard.
    package let trials: [Trial]
    /// How many trials were found done.
    package let reused: Int
    /// How many trials have to have a result before it is known which come next.
    package let missing: Int
    package let record: RunRecord
    private let lock: FolderLock

    fileprivate init(_ stages: Stages, record: RunRecord, lock: FolderLock) {
      folder = stages.folder
      trials = stages.own
      reused = stages.reused
      missing = stages.missing
      self.record = record
      self.lock = lock
    }
  }

  /// Trains what is not trained yet, stage after stage.
  /// - Parameters:
  ///   - trials: those that the spec decides.
  ///   - outputs: the names of what will be written into the folder once it is.
  /// - Throws: `ClaimError` before anything is written; `OutputError`, `FolderLock.Held`,
  ///   `RunFolderError`.
  package func run(
    _ trials: [Trial], inputs: [ProblemInput], outputs: [String] = [], report: any ProgressReport
  ) throws -> Trained {
    let owner = try claim(trials, outputs: outputs)
    // Before the manifest is written anew, and results are removed.
    let manifest = Manifest.read(in: output)
    let record = RunRecord(
      specFolder: specFolder, specFile: owner, jobs: options.jobs,
      data: DataRecord.node(experiment, inputs),
      hypotheses: HypothesisLock.of(experiment.hypotheses ?? [], in: output, manifest))
    if let version = Manifest.olderNumerics(manifest) {
      report.warned(
        "\(output): its results are of version \(version) of the numbers, and this program has version "
          + "\(TrialIdentity.numericsVersion), whose last bits are others: they are trained anew, and the "
          + "old ones stay until `optlab clean`")
    }
    let isNew = options.startsOver || !FileManager.default.fileExists(atPath: "\(output)/trials")
    if isNew { executors.anticipate() }
    try OutputFile.makeFolder("\(output)/trials")
    // Who starts over takes results away, which may be the other's.
    let lock = try FolderLock(
      output, shard: options.shard, sharePatience: options.sharePatience,
      goesOnBeside: !options.startsOver, warn: report.warned)
    let notes = FailureNotes(ofRun: output)
    // A run of all trials has the reasons in its manifest.
    if options.shard == nil { notes.removeAll() }
    let watch: any ProgressReport =
      options.shard == nil
      ? report : FailureWatch(notes: notes, log: options.log, report: report)
    var stages = Stages(trials, output: output, experiment: experiment, shard: options.shard)
    while true {
      try begin(&stages, record: record, lock: lock, report: watch)
      try train(&stages, inputs: inputs, report: watch)
      let later = stages.later
      let next = experiment.trials(of: later, after: stages.trials, inputs: inputs)
      stages.missing = later.missing
      guard !next.isEmpty, !stop.isSet else { break }
      stages.trials += next
      _ = try claim(stages.trials, outputs: outputs)
    }
    // Other shards may be about to write into it.
    if options.shard == nil { stages.files.removeEmptyFolder() }
    return Trained(stages, record: record, lock: lock)
  }

  /// The trials as they become known, and what came of those of this run.
  fileprivate struct Stages {
    var trials: [Trial]
    let output: String
    let experiment: Experiment
    /// Those of this run: all, or those of a shard.
    private(set) var own: [Trial] = []
    private let shard: Shard?
    private var shares: Shares
    var results: [Int: TrialResult] = [:]
    var reused = 0
    /// How many trials there were before the stage.
    private var begin = 0
    /// What this run trained, or found.
    var known: Set<TrialIdentity> = []
    /// How many results of others are waited for.
    var missing = 0

    init(_ trials: [Trial], output: String, experiment: Experiment, shard: Shard?) {
      self.trials = trials
      self.output = output
      self.experiment = experiment
      self.shard = shard
      shares = Shares(count: shard?.count ?? 1, cost: TrialCost(experiment))
    }

    /// Takes this run's part of the trials that have become known.
    /// - Returns: these.
    mutating func takeStage() -> [Trial] {
      let stage = trials[begin...]
      begin = trials.count
      shares.give(stage)
      let new =
        shard.map { own in stage.indices.filter { shares.index(of: stage[$0]) == own.index } }?
        .map { stage[$0] } ?? Array(stage)
      own += new
      return new
    }

    var files: TrialFile { TrialFile(ofRun: output) }

    var folder: RunFolder {
      RunFolder(path: output, experiment: experiment, trials: trials, results: results)
    }

    /// What the results so far decide, those of other shards among them.
    var later: LaterStage {
      guard experiment.hasStages else { return LaterStage() }
      var all = results
      for trial in trials where all[trial.index] == nil {
        all[trial.index] = files.read(trial.identity)
      }
      return experiment.laterStage(after: trials, all)
    }
  }

  /// Finds out what of a stage is done, and writes down that it begins.
  private func begin(
    _ stages: inout Stages, record: RunRecord, lock: FolderLock, report: any ProgressReport
  ) throws {
    let new = stages.takeStage()
    let files = stages.files
    if options.startsOver {
      let old = new.filter { !stages.known.contains($0.identity) }
      for trial in old { files.remove(trial.identity) }
      try SolutionLines.remove(of: Set(old.map(\.identity.hash)), in: output)
    }
    let found = try files.read(new, warn: report.warned)
    // A run that was killed between the two left them beside the result.
    for trial in new where found[trial.index] != nil {
      files.checkpoints(of: trial.identity).remove()
    }
    stages.reused += new.count {
      found[$0.index] != nil && !stages.known.contains($0.identity)
    }
    stages.known.formUnion(new.map(\.identity))
    stages.results.merge(found) { _, new in new }
    report.counted(
      stages.own.count, done: stages.own.count { stages.results[$0.index] != nil })
    let folder = stages.folder
    // Written before training too, so that a run that is killed leaves a folder that can be drawn.
    if options.shard == nil {
      folder.removeLeftovers()
      try record.begin(folder)
    } else {
      try record.join(folder, isAlone: lock.isAlone)
      lock.join()
    }
  }

  /// Sees that nothing of the user's is replaced.
  /// - Returns: the spec whose folder it is.
  func claim(_ trials: [Trial], outputs: [String]) throws -> String? {
    let files = experiment.problems.flatMap { $0.task.inputFiles(from: output) }
    return try FolderClaim(
      folder: output, experiment: experiment, specFile: specFile,
      inputs: files + (specFile.map { [$0] } ?? []),
      outputs: RunRecord.fileNames + outputs,
      isOwn: { hash in trials.contains { $0.identity.hash == hash } }
    ).check()
  }

  /// Trains those that have no result.
  private func train(
    _ stages: inout Stages, inputs: [ProblemInput], report: any ProgressReport
  ) throws {
    // Trials that agree in everything that decides their numbers are trained once.
    var seen: Set<TrialIdentity> = []
    let missing = stages.own.filter {
      stages.results[$0.index] == nil && seen.insert($0.identity).inserted
    }
    let later = experiment.stepsToCome(after: stages.trials)
    let work = TrialWork(
      experiment: experiment, inputs: inputs, output: output,
      checkpointInterval: options.checkpointInterval, trialTimeout: options.trialTimeout,
      stop: stop)
    // A run of all trials is alone.
    var isHeld: @Sendable (Trial) -> Bool = { _ in false }
    if options.shard != nil { isHeld = try stages.files.othersTrials() }
    let queue = TrialQueue(
      experiment: experiment, stop: stop, report: report, isHeld: isHeld
    ) { [executors] in
      executors.makeExecutor(for: work, report: report)
    }
    let (trained, failure) = queue.run(
      missing, jobs: options.jobs,
      later: Array(later.prefix(later.count / (options.shard?.count ?? 1))))
    if let failure { throw failure }
    stages.results.merge(trained) { _, new in new }
    copyToDuplicates(stages.own, &stages.results)
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
