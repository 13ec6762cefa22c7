internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `summary.csv`: the curves over the seeds.
enum SummaryTable: RunTable {
  static let name = "summary"
  static let summary = "summary.csv: the curves over the seeds: median, lowest, highest"
  static let rowName = "summary"
  static let columns = names(hasQuantiles: false)

  static func names(hasQuantiles: Bool) -> [String] {
    let quantities = SummaryRow.quantities.map(\.rawValue)
    return [
      "problem_index", "optimizer_index", "network", "step", "epoch", "examples",
      "gradient_evaluations", "seconds", "seeds", "diverged",
    ] + quantities.spreads + ["died"]
      + (hasQuantiles ? quantities.quantiles + quantities.outerQuantiles : [])
      + ["problem", "optimizer"]
  }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    try add(output.summaryRows, of: output, to: &rows)
  }

  /// - Parameter hasQuantiles: whether they stand before the names.
  static func add(
    _ summary: [SummaryRow], of output: OutputFolder, to rows: inout some RowWriter,
    hasQuantiles: Bool = false
  ) throws(OutputError) {
    for row in summary {
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.text(row.network)
      rows.number(row.step)
      rows.number(row.epoch)
      rows.number(row.examples)
      rows.number(row.gradientEvaluations)
      rows.number(row.seconds)
      rows.number(row.seeds)
      rows.number(row.diverged)
      for quantity in SummaryRow.quantities { rows.spread(row.values[quantity]) }
      rows.number(row.died)
      if hasQuantiles {
        for quantity in SummaryRow.quantities { rows.quantiles(row.quantiles[quantity]) }
        for quantity in SummaryRow.quantities { rows.outerQuantiles(row.quantiles[quantity]) }
      }
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      try rows.endLine()
    }
  }
}

/// `layer_summary.csv`: the layers over the seeds.
enum LayerSummaryTable: RunTable {
  static let name = "layer_summary"
  static let summary = "layer_summary.csv: the layers over the seeds: median, lowest, highest"
  static let rowName = "layer_summary"
  static let columns = names(hasQuantiles: false)

  static func names(hasQuantiles: Bool) -> [String] {
    let quantities = LayerSummaryRow.quantities.map(\.rawValue)
    return [
      "problem_index", "optimizer_index", "network", "step", "epoch", "examples",
      "gradient_evaluations", "seeds", "layer", "kind", "units",
    ] + quantities.spreads
      + (hasQuantiles ? quantities.quantiles + quantities.outerQuantiles : [])
      + ["problem", "optimizer"]
  }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    try add(output.layerSummaryRows, of: output, to: &rows)
  }

  static func add(
    _ summary: [LayerSummaryRow], of output: OutputFolder, to rows: inout some RowWriter,
    hasQuantiles: Bool = false
  ) throws(OutputError) {
    for row in summary {
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.text(row.network)
      rows.number(row.step)
      rows.number(row.epoch)
      rows.number(row.examples)
      rows.number(row.gradientEvaluations)
      rows.number(row.seeds)
      rows.number(row.layer)
      rows.text(row.kind)
      rows.number(row.units)
      for quantity in LayerSummaryRow.quantities { rows.spread(row.values[quantity]) }
      if hasQuantiles {
        for quantity in LayerSummaryRow.quantities { rows.quantiles(row.quantiles[quantity]) }
        for quantity in LayerSummaryRow.quantities { rows.outerQuantiles(row.quantiles[quantity]) }
      }
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      try rows.endLine()
    }
  }
}
