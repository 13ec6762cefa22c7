internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `profile.csv`: the curves of the performance profile.
enum ProfileTable: RunTable {
  static let name = "profile"
  static let summary =
    "profile.csv: the share of problems solved within so many times the fastest one's time"
  static let rowName = "profile"
  static let columns = ["optimizer_index", "tau", "share", "optimizer"]

  static func isWanted(of output: OutputFolder) -> Bool { output.scores.profile != nil }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.scores.profileRows {
      rows.number(row.optimizer)
      rows.number(row.tau)
      rows.number(row.share)
      rows.text(output.experiment.optimizers[row.optimizer].name)
      try rows.endLine()
    }
  }
}

/// `scores.csv`: each optimizer over all problems.
enum ScoresTable: RunTable {
  static let name = "scores"
  static let summary = "scores.csv: a row an optimizer over all problems: profile score, mean rank"
  static let rowName = "score"
  static let columns = [
    "optimizer_index", "profile_problems", "profile_score", "profile_score_trapezoid",
    "ranked_problems", "mean_rank", "friedman_chi_squared", "friedman_p", "critical_difference",
    "relative_loss_iqm", "improvement_mean", "optimizer",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { output.scores.ranks != nil }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.scores.rows {
      rows.number(row.optimizer)
      rows.number(row.racedProblems)
      rows.number(row.profileScore)
      rows.number(row.trapezoidScore)
      rows.number(row.rankedProblems)
      for value in [
        row.meanRank, row.chiSquared, row.probability, row.criticalDifference, row.relativeLoss,
        row.improvement,
      ] { rows.number(value) }
      rows.text(output.experiment.optimizers[row.optimizer].name)
      try rows.endLine()
    }
  }
}

/// `improvement.csv`: ordered pairs of optimizers, all of few.
enum ImprovementTable: RunTable {
  static let name = "improvement"
  static let summary =
    "improvement.csv: how likely one optimizer ends lower than another, by problem and over all"
  static let rowName = "improvement"
  static let columns = [
    "problem_index", "optimizer_index", "other_index", "seeds", "other_seeds", "probability",
    "problem", "optimizer", "other",
  ]

  static func isWanted(of output: OutputFolder) -> Bool {
    output.experiment.seeds.count > 1 && !output.scores.improvements.isEmpty
  }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    let experiment = output.experiment
    for row in output.scores.improvements {
      rows.number(row.problem ?? Improvement.allProblems)
      for number in [row.optimizer, row.other, row.seeds, row.otherSeeds] { rows.number(number) }
      rows.number(row.probability)
      rows.text(row.problem.map { experiment.problems[$0].name } ?? "")
      rows.text(experiment.optimizers[row.optimizer].name)
      rows.text(experiment.optimizers[row.other].name)
      try rows.endLine()
    }
  }
}

/// `budgets.csv`: where each optimizer stands after a quarter, half and all of its steps.
enum BudgetsTable: RunTable {
  static let name = "budgets"
  static let summary = "budgets.csv: loss and rank after a quarter, half and all of the steps"
  static let rowName = "budget"
  static let columns = [
    "problem_index", "optimizer_index", "part", "loss_median", "rank", "problem", "optimizer",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { !output.scores.budgets.isEmpty }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.scores.budgets {
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.number(row.part)
      rows.number(row.median.flatMap { $0.isFinite ? $0 : nil })
      rows.number(row.rank)
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      try rows.endLine()
    }
  }
}
