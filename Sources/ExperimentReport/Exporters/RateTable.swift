internal import ExperimentRunner

/// `lr_sensitivity.csv` as text. Free names last, as in `SummaryTable`.
enum RateTable {
  static func text(_ rows: [RateRow], _ experiment: Experiment) -> CSVTable {
    var table = CSVTable(
      columns: [
        "problem_index", "optimizer_index", "network", "lr", "seeds", "finished", "diverged",
        "compared", "final_loss_median", "final_loss_low", "final_loss_high", "best_loss_median",
        "best_loss_low", "best_loss_high", "problem", "optimizer",
      ])
    for row in rows {
      table.number(row.problem)
      table.number(row.optimizer)
      table.text(row.network)
      table.number(row.rate)
      table.number(row.seeds)
      table.number(row.finished)
      table.number(row.diverged)
      table.number(row.isCompared ? 1 : 0)
      for spread in [row.finalLoss, row.bestLoss] {
        table.number(spread?.median)
        table.number(spread?.low)
        table.number(spread?.high)
      }
      table.text(experiment.problems[row.problem].name)
      table.text(experiment.optimizers[row.optimizer].name)
      table.endLine()
    }
    return table
  }
}
