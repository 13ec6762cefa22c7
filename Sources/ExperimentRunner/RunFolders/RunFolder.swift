internal import FoundationEssentials
internal import OptimizerLab

/// A run's folder with the results that are in it: what everything else in it is made from.
package struct RunFolder: Sendable {
  package let path: String
  /// Where the trials are: the same folder, but for what is made of it in another place.
  package let source: String
  package let experiment: Experiment
  package let trials: [Trial]
  /// By a trial's place; those that were not begun have none.
  package let results: [Int: TrialResult]
  /// The networks of each problem.
  package let networks: [[NetworkShape]]

  package init(
    path: String, experiment: Experiment, trials: [Trial], results: [Int: TrialResult],
    source: String? = nil
  ) {
    self.path = path
    self.source = source ?? path
    self.experiment = experiment
    self.trials = trials
    self.results = results
    networks = experiment.problems.map { (try? $0.task.shape().get()) ?? [] }
  }
}

extension RunFolder {
  /// The same results in another place.
  package func at(_ path: String) -> RunFolder {
    RunFolder(
      path: path, experiment: experiment, trials: trials, results: results, source: source)
  }

  /// What writers and drawings of this machine left that were ended at it, from the folder on.
  package static func leftovers(in path: String) -> [String] {
    let deeper = ["trials", "checkpoints", "lines"].flatMap { folder in
      OutputFile.names(in: "\(path)/\(folder)").filter(OutputFile.isLeftTemporary)
        .map { "\(folder)/\($0)" }
    }
    return deeper
      + OutputFile.names(in: path).filter { name in
        if OutputFile.isLeftTemporary(name) { return true }
        guard name.hasPrefix(".") else { return false }
        // A terminal's script is beside the data under a name that no figure has.
        if name.hasSuffix(".gp") { return WriterTag.isLeftByDeadProcess(name.dropLast(3)) }
        // A figure is drawn in a folder named for it and the process.
        return WriterTag.isLeftByDeadProcess(name[...]) && OutputFile.isFolder("\(path)/\(name)")
      }
  }

  /// That nothing that was asked of its results had gone meanwhile.
  package func checkResults() throws(OutputError) {
    let files = TrialFile(ofRun: source)
    for trial in trials where results[trial.index]?.isLost == true {
      throw OutputError(
        path: files.found(trial.identity) ?? files.path(of: trial.identity),
        reason: "it was there, and is gone or another file now, so that what was made of it is "
          + "not complete; start the same command again", action: .read)
    }
  }

  package func removeLeftovers() {
    for name in Self.leftovers(in: path) {
      try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
  }
}
