internal import Foundation
internal import OptimizerLab

/// A run's folder with the results that are in it: what everything else in it is made from.
package struct RunFolder: Sendable {
  package let path: String
  package let experiment: Experiment
  package let trials: [Trial]
  /// By a trial's place; those that were not begun have none.
  package let results: [Int: TrialResult]
  /// The networks of each problem.
  package let networks: [[NetworkShape]]

  package init(
    path: String, experiment: Experiment, trials: [Trial], results: [Int: TrialResult]
  ) {
    self.path = path
    self.experiment = experiment
    self.trials = trials
    self.results = results
    networks = experiment.problems.map { (try? $0.task.shape().get()) ?? [] }
  }
}

extension RunFolder {
  /// What writers and drawings left that were ended at it. Nobody may be at work in the folder.
  package static func leftovers(in path: String) -> [String] {
    OutputFile.names(in: path).filter { name in
      // A figure is drawn in a folder named for it and the process.
      let isDrawing =
        name.hasPrefix(".") && name.split(separator: ".").last.map { Int($0) != nil } == true
        && OutputFile.isFolder("\(path)/\(name)")
      // And a terminal's script is beside the data under a name that no figure has.
      let isScript = name.hasPrefix(".") && name.hasSuffix(".gp")
      return isDrawing || isScript || name.hasSuffix(".tmp")
    }
  }

  package func removeLeftovers() {
    for name in Self.leftovers(in: path) {
      try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
  }
}
