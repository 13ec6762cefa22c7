package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// A spec with mistakes in it, where a good one is needed.
package struct SpecMistakes: Error, CustomStringConvertible {
  /// Each with its place, line and column.
  package var description: String
}

/// One of two that are compared: a spec, or the folder of a run.
package struct DiffSide {
  /// As it was named.
  package let name: String
  package let experiment: Experiment
  /// The trials and their results; `nil` of a spec.
  package let run: RunFolder?
  /// The folder without links, or the file.
  package let place: String

  /// - Parameters:
  ///   - name: a run's folder, a spec's path, or the name of an experiment that ships.
  ///   - shipped: the folders of those.
  /// - Throws: `RunFolderError`, `DataError`, `SpecMistakes`.
  package init(_ name: String, shipped: [String]) throws {
    self.name = name
    if OutputFile.isFolder(name) {
      place = DataPath.physical(name)
      let finished = try FinishedRun(name)
      run = try finished.output()
      let origin = SpecOrigin.folder(of: finished.experiment, in: finished.folder)
      experiment = try Self.read(
        SpecSource(
          name: "\(finished.folder)/\(SpecOrigin.fileName)",
          bytes: try InputBytes.read("\(finished.folder)/\(SpecOrigin.fileName)")), from: origin)
    } else {
      let file = try SpecFile(name, shipped: shipped)
      place = DataPath.physical(file.path)
      run = nil
      let written = try Self.read(file.source, from: nil)
      experiment = Self.withWholePaths(written, from: file.folder(for: written))
    }
  }

  private static func read(_ source: SpecSource, from folder: String?) throws -> Experiment {
    let reading = Reading(source, from: Experiment.ofLab)
    guard reading.diagnostics.isEmpty else {
      throw SpecMistakes(description: reading.diagnostics.rendered(in: source))
    }
    return folder.map { withWholePaths(reading.value, from: $0) } ?? reading.value
  }

  /// Paths of specs in two folders say the same where they lead to the same file.
  private static func withWholePaths(_ experiment: Experiment, from folder: String) -> Experiment {
    experiment.movingPaths { DataPath.physical(DataPath.resolve($0, in: folder)) }
  }

  /// The spec with every default filled in.
  var node: JSONNode { Fields.writing(experiment) }
}
