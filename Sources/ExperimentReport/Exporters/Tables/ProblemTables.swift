internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `problem_differences.csv`: where problems are compared, by how much each two differ under each
/// optimizer.
enum ProblemDifferencesCSV: RunTable {
  static let name = "problem_differences"
  static let summary =
    "problem_differences.csv: by how much problems that are compared differ on the same seeds"
  static let rowName = "problem_difference"
  static let columns =
    ["optimizer", "network", "problem", "other", "seeds"]
    + ["difference_mean", "difference_median"].estimates
    + ["problem_lower", "other_lower", "equal"] + DifferencesCSV.tested

  static func isWanted(of output: OutputFolder) -> Bool { output.overview.comparesProblems }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    let problems = output.experiment.problems
    for row in output.comparison.results.problemDifferences {
      rows.text(output.experiment.optimizers[row.optimizer].name)
      rows.text(output.networks[row.first][row.network].name)
      rows.text(problems[row.first].name)
      rows.text(problems[row.second].name)
      rows.difference(row.pair)
      try rows.endLine()
    }
  }
}

/// `problems.csv`: what each trial ended with on problems that are compared, for the figure of that
/// name.
enum ProblemsTable: RunTable {
  static let name = "problems"
  static let summary = "problems.csv: where problems are compared, what each trial ended with"
  static let rowName = "problem"
  static let columns = [
    "problem_index", "optimizer_index", "seed", "diverged", "final_loss", "final_loss_median",
    "problem", "optimizer",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { output.overview.comparesProblems }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    guard let compared = ComparedProblems(output.overview) else { return }
    for (problem, facts) in compared.facts.enumerated() {
      for entry in facts.entries {
        for (seed, loss) in entry.lossBySeed {
          rows.number(problem)
          rows.number(entry.optimizer)
          rows.number(seed)
          rows.number(loss.isFinite ? 0 : 1 as Int)
          rows.number(loss.isFinite ? loss : nil)
          rows.number(entry.final.flatMap { $0.isFinite ? $0 : nil })
          rows.names(problem: problem, optimizer: entry.optimizer, output)
          try rows.endLine()
        }
      }
    }
  }
}
