internal import ExperimentRunner
internal import OptimizerLab

/// A submitted run: which share has which trials, and which of these have a result.
struct SharedRun {
  let folder: ClusterFolder
  let plan: ClusterPlan
  let run: FinishedRun
  /// The distinct trials of each share, from the first on.
  let parts: [[Trial]]
  /// The hashes of those that have a result.
  let done: Set<String>
  /// The notes of those that failed, by their hashes, as far as they have no result since.
  let failures: [String: FailureNotes.Note]
  /// How many trials the results decide that no task has begun.
  let later: Int

  /// - Throws: `ClusterError` where nothing was submitted; `RunFolderError`, `DataError`.
  init(_ path: String) throws {
    run = try FinishedRun(path)
    folder = ClusterFolder(of: RealPath.of(run.folder) ?? run.folder)
    plan = try folder.plan()
    let trials = try run.trials()
    let files = TrialFile(ofRun: run.folder)
    var results: [Int: TrialResult] = [:]
    // Only where they decide about trials need they be read.
    if run.experiment.hasStages { results = try files.read(trials) { _ in } }
    let shares = Shares(count: plan.shares, of: run.experiment, trials, results)
    parts = shares.parts(of: trials).map(\.trials)
    later = run.experiment.trialCount(of: run.experiment.laterStage(after: trials, results))
    done = Set(
      parts.joined().filter { files.isThere($0.identity) }.map(\.identity.hash))
    let notes = FailureNotes(ofRun: run.folder)
    let noted = notes.hashes.subtracting(done)
    var failures: [String: FailureNotes.Note] = [:]
    for trial in parts.joined() where noted.contains(trial.identity.hash) {
      failures[trial.identity.hash] = notes.read(trial.identity)
    }
    self.failures = failures
  }

  var trialCount: Int { parts.reduce(0) { $0 + $1.count } }

  /// The shares with something to train, from 1. Whose trials come next is known to who has the data: then
  /// it may be any.
  var unfinished: [Int] {
    (1...parts.count).filter { share in
      later > 0 || parts[share - 1].contains { !done.contains($0.identity.hash) }
    }
  }
}
