internal import OptimizerLab

/// Where the relative paths of a run's `experiment.json` lead from.
///
/// They lead from the run's folder, so that it may be moved together with the data. Where it was moved
/// without them, they lead from where it was.
package enum SpecOrigin {
  package static let fileName = "experiment.json"

  /// - Parameter place: the folder that has the experiment as its `experiment.json`.
  package static func folder(of experiment: Experiment, in place: String) -> String {
    guard let origin = Manifest.origin(of: place.isEmpty ? "." : place) else { return place }
    let candidates = origin.folder.map { [place, $0] } ?? [origin.specFolder, place]
    return candidates.first { hasFiles(of: experiment, in: $0) } ?? candidates[0]
  }

  private static func hasFiles(of experiment: Experiment, in folder: String) -> Bool {
    var isComplete = true
    _ = experiment.movingPaths { path in
      isComplete = isComplete && OutputFile.exists(DataPath.resolve(path, in: folder))
      return path
    }
    return isComplete
  }
}
