internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `agreement.csv`: how far an external optimizer is from the lab's own rule that it is to agree with, and
/// how far that rule is from itself after a start that was moved by next to nothing.
enum AgreementTable: RunTable {
  static let name = "agreement"
  static let summary =
    "agreement.csv: of external optimizers that are compared with one of the lab's, how far apart they are"
  static let rowName = "agreement"
  static let columns = [
    "trial", "problem_index", "optimizer_index", "seed", "step", "distance", "twin_distance",
    "tolerance", "problem", "optimizer",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { output.overview.hasAgreement }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for trial in output.trials {
      guard let agreement = output.results[trial.index]?.agreement else { continue }
      for row in agreement.rows {
        rows.placedKeys(of: trial)
        rows.number(row.step)
        rows.number(row.distance.isFinite ? row.distance : nil)
        rows.number(row.twin.isFinite ? row.twin : nil)
        rows.number(row.twin.isFinite ? agreement.tolerance(twin: row.twin) : nil)
        rows.names(of: trial, output)
        try rows.endLine()
      }
    }
  }
}
