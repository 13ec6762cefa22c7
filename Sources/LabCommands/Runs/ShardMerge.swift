package import ExperimentRunner
internal import Glibc
internal import OptimizerLab
internal import SpecLanguage

/// The end of a run that was made in shards: all tables and figures from what they trained.
package struct ShardMerge {
  private let run: FinishedRun
  private let lock: FolderLock
  package let trials: [Trial]
  private let results: [Int: TrialResult]
  /// What those that failed ended with, by the notes of their shards.
  private let failures: [Int: TrialResult]

  /// - Throws: `RunFolderError`, `DataError`, `OutputError`, `FolderLock.Held` while shards are at work.
  package init(_ path: String, warn: (String) -> Void) throws {
    run = try FinishedRun(path)
    lock = try FolderLock(run.folder, warn: warn)
    trials = try run.trials()
    let files = TrialFile(ofRun: run.folder)
    let results = try files.read(trials, warn: warn)
    self.results = results
    failures = FailureNotes(ofRun: run.folder).results(
      of: trials.filter { results[$0.index] == nil })
  }

  /// That the programs of its experiment may be run, by whoever goes on with it.
  package func checkPermission(isGiven: Bool) throws(ExternalRefusal) {
    try ExternalPermission.check(
      run.experiment, spec: "\(run.folder)/\(SpecOrigin.fileName)", isGiven: isGiven)
  }

  private var missingTrials: [Trial] { trials.filter { results[$0.index] == nil } }

  /// What has no result yet: each trial's place and name, and why it failed.
  package var missing: [String] {
    missingTrials.map { trial in
      let reason = failures[trial.index]?.failure.map { ": failed: \($0)" } ?? ""
      return "trial \(trial.index), \(run.experiment.label(of: trial))\(reason)"
    }
  }

  /// The shares that have to be run again, and their count; `nil` where it is not known how many there
  /// are.
  package func missingShares() -> (shares: [Int], count: Int)? {
    guard let count = FolderLock.shareCount(in: run.folder) else { return nil }
    let shares = Shares(count: count, of: run.experiment, trials, results)
    return (Set(missingTrials.compactMap { shares.index(of: $0) }).sorted(), count)
  }

  /// How many trials the results decide that no shard has begun.
  package var later: Int {
    run.experiment.trialCount(of: run.experiment.laterStage(after: trials, results))
  }

  /// What the problems' files hold, where something is still to be made of it.
  private var inputs: [ProblemInput]? {
    guard run.experiment.record.interpolation > 0 else { return [] }
    return try? run.experiment.loadInputs(
      from: SpecOrigin.folder(of: run.experiment, in: run.folder))
  }

  /// Writes what a single run would have; of trials without a result, why they failed, or what they have
  /// recorded so far.
  /// - Parameter exports: the names of exporters that are asked for.
  /// - Throws: `RunFolderError`, `OutputError`.
  package func write(exports: Set<String> = []) throws -> RunOutcome {
    let origin = try run.origin()
    let record = RunRecord(
      specFolder: origin.specFolder, specFile: origin.specFile, jobs: 1,
      data: run.manifest?["data"] ?? .array([]), hypotheses: HypothesisLock(run.manifest),
      trialsDigest: run.trialsDigest)
    var known = results.merging(failures) { result, _ in result }
    if known.count < trials.count {
      known.merge(try run.output().results) { result, _ in result }
      guard !known.isEmpty else { throw run.emptiness }
    }
    let folder = RunFolder(
      path: run.folder, experiment: run.experiment, trials: trials, results: known)
    folder.removeLeftovers()
    TrialFile(ofRun: run.folder).removeEmptyFolder()
    // As long as something is missing, their names tell which shares there are.
    if missingTrials.isEmpty { FolderLock.removeShards(in: run.folder) }
    return try RunOutcome(
      of: folder, trials: trials, reused: results.count, record: record, exports: exports,
      inputs: inputs)
  }
}
