internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `interpolation.csv`: the loss on the line between what two optimizers ended with under one seed.
enum InterpolationTable: RunTable {
  static let name = "interpolation"
  static let summary =
    "interpolation.csv: the loss between each two optimizers' solutions, where the spec asks for it"
  static let rowName = "interpolation"
  static let columns = ["problem", "optimizer", "other", "seed", "fraction", "loss"]

  static func isWanted(of output: OutputFolder) -> Bool { !output.solutionLines.isEmpty }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for line in output.solutionLines {
      let (first, second) = (output.trials[line.ends.first], output.trials[line.ends.second])
      for (place, loss) in line.losses.enumerated() {
        rows.names(of: first, output)
        rows.text(output.experiment.optimizers[second.optimizer].name)
        rows.number(first.settings.seed)
        rows.number(line.fraction(place))
        rows.number(loss)
        try rows.endLine()
      }
    }
  }
}

/// `interpolation_summary.csv`: the same over the seeds, from either end, for the figure.
enum InterpolationSummaryTable: RunTable {
  static let name = "interpolation_summary"
  static let summary =
    "interpolation_summary.csv: the same over the seeds, from the solution of `from` on"
  static let rowName = "interpolation_summary"
  static let columns =
    ["problem_index", "optimizer_index", "from_index", "fraction", "seeds"]
    + ["loss"].spreads + ["loss"].outerQuantiles + ["problem", "optimizer", "from"]

  static func isWanted(of output: OutputFolder) -> Bool {
    InterpolationTable.isWanted(of: output)
  }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.overview.lineRows {
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.number(row.from)
      rows.number(row.fraction)
      rows.number(row.seeds)
      rows.spread(row.loss)
      rows.outerQuantiles(row.quantiles)
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      rows.text(output.experiment.optimizers[row.from].name)
      try rows.endLine()
    }
  }
}
