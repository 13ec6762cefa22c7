internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab

/// `tensorboard/` in the output folder: a folder with an event file for each trial that has a
/// result, named by the trial's place, its problem, its optimizer and its seed.
struct TensorBoardFolder: Exporter {
  private let output: OutputFolder

  static let name = "tensorboard"
  static let summary = "tensorboard/: event files of every trial, for TensorBoard"
  static let isAlwaysThere = false
  static let fileNames = [name]
  /// TensorBoard looks for `tfevents`.
  static let fileName = "events.out.tfevents.0.optlab"

  /// A spec may ask for them; and those that are there are kept up to date.
  static func isWanted(of output: OutputFolder) -> Bool {
    let path = "\(output.path)/\(name)"
    return output.experiment.record.tensorboard
      || OutputFile.names(in: path).contains { OutputFile.exists("\(path)/\($0)/\(fileName)") }
  }

  static func write(_ output: OutputFolder) throws(OutputError) {
    try TensorBoardFolder(output: output).write()
  }

  private var path: String { "\(output.path)/\(Self.name)" }

  /// Writes the event files, and takes away those of trials that are no longer there.
  private func write() throws(OutputError) {
    let hyperparameters = Hyperparameters(output.experiment, output.trials)
    var written: Set<String> = []
    for trial in output.trials {
      guard let result = output.results[trial.index] else { continue }
      let name = trial.folderName(in: output.experiment)
      let log = TensorBoardLog(
        experiment: output.experiment, trial: trial, result: result,
        networks: output.networks[trial.problem].map(\.name), hyperparameters: hyperparameters,
        name: name, ended: ended(trial))
      written.insert(name)
      try OutputFile.makeFolder("\(path)/\(name)")
      try OutputFile.write(log.bytes, to: "\(path)/\(name)/\(Self.fileName)")
    }
    removeAllBut(written)
  }

  /// When the trial's result was written.
  private func ended(_ trial: Trial) -> Double {
    let attributes = TrialFile(ofRun: output.run.source).found(trial.identity)
      .flatMap { try? FileManager.default.attributesOfItem(atPath: $0) }
    return (attributes?[.modificationDate] as? Date ?? Date()).timeIntervalSince1970
  }

  /// Removes event files of this program's, and the folders that are empty then; no other file.
  private func removeAllBut(_ names: Set<String>) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: path)) ?? [] where !names.contains(name) {
      let folder = "\(path)/\(name)"
      try? files.removeItem(atPath: "\(folder)/\(Self.fileName)")
      if (try? files.contentsOfDirectory(atPath: folder))?.isEmpty == true {
        try? files.removeItem(atPath: folder)
      }
    }
  }
}
