package import ExperimentRunner
internal import Foundation
internal import OptimizerLab
internal import SpecLanguage

/// The end of a run that was made in shards: all tables and figures from what they trained.
package struct ShardMerge {
  private let run: FinishedRun
  private let lock: FolderLock
  package let trials: [Trial]
  private let results: [Int: TrialResult]

  /// - Throws: `RunFolderError`, `DataError`, `OutputError`, `FolderLock.Held` while shards are at work.
  package init(_ path: String, warn: (String) -> Void) throws {
    run = try FinishedRun(path)
    lock = try FolderLock(run.folder, warn: warn)
    trials = try run.trials()
    let files = TrialFile(ofRun: run.folder)
    results = try files.read(trials, warn: warn)
  }

  /// That the programs of its experiment may be run, by whoever goes on with it.
  package func checkPermission(isGiven: Bool) throws(ExternalRefusal) {
    try ExternalPermission.check(
      run.experiment, spec: "\(run.folder)/\(SpecOrigin.fileName)", isGiven: isGiven)
  }

  /// What has no result yet: each trial's place and name.
  package var missing: [String] {
    trials.filter { results[$0.index] == nil }
      .map { "trial \($0.index), \(run.experiment.label(of: $0))" }
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

  /// Writes what a single run would have.
  /// - Parameter exports: the names of exporters that are asked for.
  /// - Throws: `RunFolderError`, `OutputError`.
  package func write(exports: Set<String> = []) throws -> RunOutcome {
    let origin = try run.origin()
    let record = RunRecord(
      specFolder: origin.specFolder, specFile: origin.specFile, jobs: 1,
      data: run.manifest?["data"] ?? .array([]), hypotheses: HypothesisLock(run.manifest))
    let folder = RunFolder(
      path: run.folder, experiment: run.experiment, trials: trials, results: results)
    folder.removeLeftovers()
    FolderLock.removeShards(in: run.folder)
    return try RunOutcome(
      of: folder, trials: trials, reused: trials.count, record: record, exports: exports,
      inputs: inputs)
  }
}
