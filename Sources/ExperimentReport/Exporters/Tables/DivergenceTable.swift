internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `divergence_map.csv`: where several learning rates were tried and some trial diverged, when each
/// trial did.
enum DivergenceTable: RunTable {
  static let name = "divergence_map"
  static let summary =
    "divergence_map.csv: of trials with several learning rates, when each diverged, if it did"
  static let rowName = "divergence"
  static let columns = [
    "problem_index", "optimizer_index", "lr", "lr_low", "lr_high", "seed", "seed_index", "steps",
    "diverged_at", "problem", "optimizer",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { output.overview.hasDivergenceMap }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.overview.divergenceRows {
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.number(row.rate)
      rows.number(row.cell.lowerBound)
      rows.number(row.cell.upperBound)
      rows.number(row.seed)
      rows.number(row.seedPlace)
      rows.number(row.steps)
      rows.number(row.divergedAt)
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      try rows.endLine()
    }
  }
}
