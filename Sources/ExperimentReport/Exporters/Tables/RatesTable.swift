internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `lr_sensitivity.csv`: where optimizers were tried with several learning rates, a row a rate and
/// network.
enum RatesTable: RunTable {
  static let name = "lr_sensitivity"
  static let summary =
    "lr_sensitivity.csv: a row a learning rate and network, where there are several"
  static let rowName = "lr_sensitivity"
  static let columns =
    [
      "problem_index", "optimizer_index", "network", "lr", "seeds", "finished", "diverged",
      "compared",
    ]
    + ["final_loss", "best_loss"].spreads + ["final_loss"].outerQuantiles
    + ["problem", "optimizer"]

  static func isWanted(of output: OutputFolder) -> Bool { !output.rateRows.isEmpty }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.rateRows {
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.text(row.network)
      rows.number(row.rate)
      rows.number(row.seeds)
      rows.number(row.finished)
      rows.number(row.diverged)
      rows.number(row.isCompared ? 1 : 0 as Int)
      rows.spread(row.finalLoss)
      rows.spread(row.bestLoss)
      rows.outerQuantiles(row.finalQuantiles)
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      try rows.endLine()
    }
  }
}
