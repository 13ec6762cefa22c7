internal import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab

/// `weights/` in the output folder: a folder for each trial that has a result, with what each network
/// started from and ended with, as files that `load_state_dict` takes.
///
/// ```
/// weights/003-gan-adam-seed-1/generator.initial.safetensors
/// weights/003-gan-adam-seed-1/generator.final.safetensors
/// ```
///
/// They are in the trials' files as well, and what was drawn in none: it is drawn again.
enum WeightsFolder: Exporter {
  static let name = "weights"
  static let summary =
    "weights/: what each trial's networks started from and ended with, as files for load_state_dict"
  static let isAlwaysThere = false
  static let fileNames = [name]

  private static let ending = ".safetensors"

  /// Those that are there are kept up to date.
  static func isWanted(of output: OutputFolder) -> Bool {
    let path = "\(output.path)/\(name)"
    return OutputFile.names(in: path).contains { folder in
      OutputFile.names(in: "\(path)/\(folder)").contains(where: isOurs)
    }
  }

  static func write(_ output: OutputFolder) throws(OutputError) {
    let path = "\(output.path)/\(name)"
    var written: Set<String> = []
    for trial in output.trials {
      guard let weights = output.results[trial.index]?.weights, !weights.isEmpty else { continue }
      let folder = "\(path)/\(trial.folderName(in: output.experiment))"
      let drawn = output.experiment.problems[trial.problem].task.drawnStart(
        seed: trial.settings.seed)
      try OutputFile.makeFolder(folder)
      for own in weights {
        let start = own.initial ?? drawn.first { $0.network == own.network }?.weights
        for (name, file) in [("initial", start), ("final", own.final)] {
          guard let file else { continue }
          let place = "\(folder)/\(own.network).\(name)\(ending)"
          written.insert(place)
          try OutputFile.write(file.encoded, to: place, flushesFolder: false)
        }
      }
      try OutputFile.flushFolder(of: "\(folder)/\(name)")
    }
    removeAllBut(written, in: path)
  }

  private static func isOurs(_ name: String) -> Bool {
    name.hasSuffix(".initial\(ending)") || name.hasSuffix(".final\(ending)")
  }

  /// Removes files of this program's, and the folders that are empty then; no other file.
  private static func removeAllBut(_ written: Set<String>, in path: String) {
    for folder in OutputFile.names(in: path).map({ "\(path)/\($0)" }) {
      for name in OutputFile.names(in: folder)
      where isOurs(name) && !written.contains("\(folder)/\(name)") {
        OutputFile.remove("\(folder)/\(name)")
      }
      OutputFile.removeEmptyFolder(folder)
    }
  }
}
