internal import Foundation

/// The end of a run that was made in shards: all tables and figures from what they trained.
package struct Collection {
  private let run: FinishedRun
  private let lock: FolderLock
  package let trials: [Trial]
  private let results: [Int: TrialResult]

  /// - Throws: `BadFolder`, `DataError`, `OutputError`, `FolderLock.Held` while shards are at work.
  package init(_ path: String, warn: (String) -> Void) throws {
    run = try FinishedRun(path)
    lock = try FolderLock(run.folder)
    trials = try run.trials()
    let files = OutputFolder.trialFiles(in: run.folder)
    results = try files.read(trials, warn: warn)
  }

  /// What has no result yet: each trial's place and name.
  package var missing: [String] {
    trials.filter { results[$0.index] == nil }
      .map { "trial \($0.index), \(run.experiment.label(of: $0))" }
  }

  /// Writes what a single run would have.
  /// - Throws: `BadFolder`, `OutputError`.
  package func write() throws -> ExperimentRun.Outcome {
    let record = RunRecord(specFolder: try run.origin().specFolder, started: Date(), jobs: 1)
    let folder = OutputFolder(
      path: run.folder, experiment: run.experiment, trials: trials, results: results)
    OutputFolder.removeLeftovers(in: run.folder)
    FolderLock.removeShards(in: run.folder)
    let presentation = try folder.write()
    try record.finish(folder)
    let drawing = try presentation.show()
    return ExperimentRun.Outcome(
      folder: folder, trials: trials, reused: trials.count,
      figures: presentation.drawable.map(\.name), remarks: presentation.remarks,
      drawing: drawing)
  }
}
