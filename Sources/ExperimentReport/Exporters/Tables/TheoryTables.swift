internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `theory.csv`: of quadratics, each walk's values and what they were predicted to be.
enum TheoryTable: RunTable {
  static let name = "theory"
  static let summary = "theory.csv: of quadratics, the values of walks and the predicted ones"
  static let rowName = "theory"
  static let columns = [
    "problem_index", "optimizer_index", "walk", "lr", "compared", "step", "value", "predicted",
    "problem", "optimizer",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { output.overview.hasTheory }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    var problem: Int?
    var walk = 0
    for row in output.overview.theoryRows {
      // Walks are counted anew in each problem.
      if row.problem != problem { (problem, walk) = (row.problem, 0) }
      for own in row.walks {
        for point in own.points {
          rows.number(row.problem)
          rows.number(row.optimizer)
          rows.number(walk)
          rows.number(own.rate)
          rows.number(own.isCompared ? 1 : 0 as Int)
          rows.number(point.step)
          rows.number(point.value)
          rows.number(point.predicted)
          rows.names(problem: row.problem, optimizer: row.optimizer, output)
          try rows.endLine()
        }
        walk += 1
      }
    }
  }
}

/// `theory_rates.csv`: of quadratics, what the value is multiplied by at each step in the end, over
/// learning rates, and of those that were tried what it was.
enum TheoryRatesTable: RunTable {
  static let name = "theory_rates"
  static let summary =
    "theory_rates.csv: of quadratics, the factor a step over the learning rate, predicted and measured"
  static let rowName = "theory_rate"
  static let columns = [
    "problem_index", "optimizer_index", "lr", "is_walk", "predicted_factor", "measured_factor",
    "largest_stable_lr", "problem", "optimizer",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { output.overview.hasTheory }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.overview.theoryRows where !row.walks.isEmpty {
      let lines: [(rate: Double, factor: Double, measured: Double?, isWalk: Int)] =
        row.factors.map { ($0.rate, $0.factor, nil, 0) }
        + row.walks.map { ($0.rate, $0.factor, $0.measured, 1) }
      for line in lines {
        rows.number(row.problem)
        rows.number(row.optimizer)
        rows.number(line.rate)
        rows.number(line.isWalk)
        rows.number(line.factor)
        rows.number(line.measured)
        rows.number(row.largestStableRate)
        rows.names(problem: row.problem, optimizer: row.optimizer, output)
        try rows.endLine()
      }
    }
  }
}
