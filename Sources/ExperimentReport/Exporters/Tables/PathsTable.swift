internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `paths.csv`: where each walk down a surface was.
enum PathsTable: RunTable {
  static let name = "paths"
  static let summary = "paths.csv: for surfaces of two coordinates, where each walk was"
  static let rowName = "path"
  static let columns =
    ["trial", "problem_index", "optimizer_index", "seed"] + quantities.map(\.rawValue)
    + ["problem", "optimizer"]

  private static let quantities = PathTable.layout.columns

  static func isWanted(of output: OutputFolder) -> Bool {
    output.experiment.problems.contains { $0.task.surface?.isPlane ?? false }
  }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    try addRows(of: output, to: &rows, isThinned: false)
  }

  /// - Parameter isThinned: whether of long walks only those steps are written that are drawn.
  static func addRows(
    of output: OutputFolder, to rows: inout some RowWriter, isThinned: Bool
  ) throws(OutputError) {
    let places = PathTable.places(of: quantities)
    for trial in output.trials {
      guard let path = output.results[trial.index]?.path else { continue }
      let steps = (0..<path.count).map { Int(path[$0, .step] ?? 0) }
      for row in isThinned ? Thinning.places(steps) : Array(steps.indices) {
        rows.placedKeys(of: trial)
        for place in places { rows.number(path[row, place]) }
        rows.names(of: trial, output)
        try rows.endLine()
      }
    }
  }
}
