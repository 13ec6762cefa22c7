internal import SpecLanguage

extension ExperimentRun {
  /// Writes down what is to be trained, for shards that begin later and elsewhere.
  /// - Parameter outputs: the names of what will be written into the folder.
  /// - Throws: `ClaimError` before anything is written; `OutputError`, `FolderLock.Held`,
  ///   `RunFolderError`.
  package func announce(
    _ trials: [Trial], inputs: [ProblemInput], outputs: [String], warn: (String) -> Void
  ) throws {
    let owner = try claim(trials, outputs: outputs)
    let record = RunRecord(
      specFolder: specFolder, specFile: owner, jobs: options.jobs,
      data: DataRecord.node(experiment, inputs),
      hypotheses: HypothesisLock.of(
        experiment.hypotheses ?? [], in: output, Manifest.read(in: output)))
    try OutputFile.makeFolder("\(output)/trials")
    let lock = try FolderLock(output, warn: warn)
    let folder = RunFolder(path: output, experiment: experiment, trials: trials, results: [:])
    try record.join(folder, isAlone: true)
    withExtendedLifetime(lock) {}
  }
}
