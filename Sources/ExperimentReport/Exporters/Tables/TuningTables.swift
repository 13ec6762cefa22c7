internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `tuning.csv`: what each configuration came to on the seeds by which it was chosen.
enum TuningTable: RunTable {
  static let name = "tuning"
  static let summary = "tuning.csv: a row a configuration that was tried, with tuning"
  static let rowName = "tuning"
  static let columns = [
    "problem_index", "optimizer_index", "configuration", "lr", "seeds", "finished", "diverged",
    "score", "chosen", "at_edge", "settings", "problem", "optimizer",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { !output.tuningRows.isEmpty }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.tuningRows {
      for count in [row.problem, row.optimizer, row.configuration] { rows.number(count) }
      rows.number(row.learningRate)
      for count in [row.seeds, row.finished, row.diverged] { rows.number(count) }
      rows.number(row.score)
      rows.number(row.isChosen ? 1 : 0 as Int)
      rows.text(row.atEdge.joined(separator: " "))
      rows.text(row.settings)
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      try rows.endLine()
    }
  }
}

/// `tuning_budget.csv`: what fewer tries would have come to.
enum TuningBudgetTable: RunTable {
  static let name = "tuning_budget"
  static let summary = "tuning_budget.csv: with tuning, what comes of fewer tries: a row a number"
  static let rowName = "tuning_budget"
  static let columns = [
    "problem_index", "optimizer_index", "tries", "expected_best", "win_probability", "problem",
    "optimizer",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { !output.budgetRows.isEmpty }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.budgetRows {
      for count in [row.problem, row.optimizer, row.tries] { rows.number(count) }
      rows.number(row.expectedBest)
      rows.number(row.winProbability)
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      try rows.endLine()
    }
  }
}
