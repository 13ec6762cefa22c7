internal import OptimizerLab
package import SpecLanguage

/// A folder that is not a run's, or a run's that cannot be used.
package struct RunFolderError: Error, Equatable, CustomStringConvertible {
  package var description: String
  package var isMissing: Bool
}

/// A run that has been made before, as its folder holds it.
package struct FinishedRun {
  package let folder: String
  package let experiment: Experiment

  package init(_ folder: String) throws {
    let trimmed = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    self.folder = trimmed
    guard OutputFile.isFolder(trimmed) else {
      throw RunFolderError(description: "\(trimmed): there is no such folder", isMissing: true)
    }
    let spec = "\(trimmed)/experiment.json"
    guard OutputFile.exists(spec) else {
      throw RunFolderError(
        description: "\(trimmed): this is no folder of a run: it has no experiment.json",
        isMissing: true)
    }
    let source = SpecSource(
      name: spec, bytes: try InputBytes.read(spec), limit: InputFile.sizeLimit)
    let reading = Reading<Experiment>(source)
    guard reading.diagnostics.isEmpty else {
      throw RunFolderError(
        description: "\(trimmed): its experiment.json is damaged\n"
          + reading.diagnostics.rendered(in: source), isMissing: false)
    }
    experiment = reading.value.adopting(DataRecord.shapes(in: Manifest.read(in: trimmed)))
  }

  /// What there is to say of a folder without results.
  package var emptiness: RunFolderError {
    RunFolderError(
      description: "\(folder): none of its trials has a result that this version of optlab reads; "
        + "`optlab run` makes them", isMissing: false)
  }

  /// What its manifest says, but for its trials; `nil` where it cannot be read.
  package var manifest: JSONNode? { Manifest.read(in: folder) }

  /// What its manifest says of the settings of all trials; `nil` where it does not.
  package var trialsDigest: String? { manifest?[ManifestText.digest]?.text }

  /// Where and on what the folder was made.
  package func origin() throws -> Manifest.Origin {
    let path = "\(folder)/manifest.json"
    guard let origin = Manifest.origin(of: folder) else {
      // What keeps it from being read is told first.
      _ = try InputFile(path: path)
      throw RunFolderError(
        description: "\(path): this is no manifest; `optlab run` writes it anew", isMissing: false)
    }
    return origin
  }

  /// The trials as its manifest has them.
  package func trials() throws -> [Trial] {
    let path = "\(folder)/manifest.json"
    guard let entries = Manifest.entries(in: try InputBytes.read(path)),
      let trials = experiment.trials(recorded: entries)
    else {
      throw RunFolderError(
        description: "\(path): this is no manifest of the folder's experiment.json; "
          + "`optlab run` writes it anew", isMissing: false)
    }
    return trials
  }

  /// The folder with the results that are in it, of which there may be none, and with what interrupted trials have recorded.
  package func output() throws -> RunFolder {
    let trials = try trials()
    let files = TrialFile(ofRun: folder)
    let found = SideBySide.map(trials) {
      files.read($0.identity) ?? files.checkpoints(of: $0.identity).result()
    }
    var results: [Int: TrialResult] = [:]
    for (trial, result) in zip(trials, found) { results[trial.index] = result }
    return RunFolder(path: folder, experiment: experiment, trials: trials, results: results)
  }
}
