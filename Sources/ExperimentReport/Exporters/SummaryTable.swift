internal import ExperimentRunner
internal import OptimizerLab

/// `summary.csv` and `layer_summary.csv` as text.
///
/// Free names stand last in a row, and the places of problem and optimizer in the spec first:
/// gnuplot loses count of the columns after a name with a quote in it.
enum SummaryTable {
  static func text(_ rows: [SummaryRow], _ experiment: Experiment) -> CSVTable {
    let quantities = SummaryRow.quantities
    var table = CSVTable(
      columns: [
        "problem_index", "optimizer_index", "network", "step", "epoch",
        "examples", "gradient_evaluations",
        "seconds", "seeds", "diverged",
      ] + spreads(quantities.map(\.rawValue)) + ["problem", "optimizer"])
    for row in rows {
      table.number(row.problem)
      table.number(row.optimizer)
      table.text(row.network)
      table.number(row.step)
      table.number(row.epoch)
      table.number(row.examples)
      table.number(row.gradientEvaluations)
      table.number(row.seconds)
      table.number(row.seeds)
      table.number(row.diverged)
      for quantity in quantities { table.spread(row.values[quantity]) }
      table.text(experiment.problems[row.problem].name)
      table.text(experiment.optimizers[row.optimizer].name)
      table.endLine()
    }
    return table
  }

  static func text(_ rows: [LayerSummaryRow], _ experiment: Experiment) -> CSVTable {
    let quantities = LayerSummaryRow.quantities
    var table = CSVTable(
      columns: [
        "problem_index", "optimizer_index", "network", "step", "epoch",
        "examples", "gradient_evaluations",
        "seeds", "layer", "kind", "units",
      ] + spreads(quantities.map(\.rawValue)) + ["problem", "optimizer"])
    for row in rows {
      table.number(row.problem)
      table.number(row.optimizer)
      table.text(row.network)
      table.number(row.step)
      table.number(row.epoch)
      table.number(row.examples)
      table.number(row.gradientEvaluations)
      table.number(row.seeds)
      table.number(row.layer)
      table.text(row.kind)
      table.number(row.units)
      for quantity in quantities { table.spread(row.values[quantity]) }
      table.text(experiment.problems[row.problem].name)
      table.text(experiment.optimizers[row.optimizer].name)
      table.endLine()
    }
    return table
  }

  private static func spreads(_ names: [String]) -> [String] {
    names.flatMap { ["\($0)_median", "\($0)_low", "\($0)_high"] }
  }
}

extension CSVTable {
  fileprivate mutating func spread(_ spread: Spread?) {
    number(spread?.median)
    number(spread?.low)
    number(spread?.high)
  }
}
