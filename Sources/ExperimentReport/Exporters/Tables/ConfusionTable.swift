internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `confusion.csv`: which classes are taken for which at the end.
enum ConfusionTable: RunTable {
  static let name = "confusion"
  static let summary =
    "confusion.csv: of a classification, how many examples of each class are given which, over the seeds"
  static let rowName = "confusion"
  static let columns = [
    "problem_index", "optimizer_index", "held_out", "target_index", "predicted_index", "count",
    "share", "problem", "optimizer", "target", "predicted",
  ]

  static func isWanted(of output: OutputFolder) -> Bool {
    output.overview.problems.contains { $0.classes != nil }
  }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.overview.confusionRows {
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.number(row.isHeldOut ? 1 : 0)
      rows.number(row.right)
      rows.number(row.given)
      rows.number(row.count)
      rows.number(row.share)
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      let names = output.overview.problems[row.problem].classes?.names ?? []
      rows.text(names[row.right])
      rows.text(names[row.given])
      try rows.endLine()
    }
  }
}
