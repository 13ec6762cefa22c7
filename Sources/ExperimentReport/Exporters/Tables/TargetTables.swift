internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `targets.csv`: what it took to come to losses that are the same for all.
enum TargetsCSV: RunTable {
  static let name = "targets"
  static let summary =
    "targets.csv: a row a problem, optimizer and loss to reach: how often it was, and what it took"
  static let rowName = "target"
  static let columns =
    ["problem", "network", "optimizer", "fraction", "target", "seeds", "reached", "success_rate"]
    + ["ert_steps", "ert_epochs", "ert_gradient_evaluations"] + ["steps_median"].estimates
    + ["level", "epochs_median", "gradient_evaluations_median", "seconds_median"]

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.overview.targetRows {
      rows.text(output.experiment.problems[row.problem].name)
      rows.text(output.networks[row.problem][row.network].name)
      rows.text(output.experiment.optimizers[row.optimizer].name)
      rows.number(row.target.fraction)
      rows.number(row.target.value)
      rows.number(row.seeds)
      rows.number(row.reached)
      rows.number(row.rate)
      rows.number(row.expectedSteps)
      rows.number(row.expectedEpochs)
      rows.number(row.expectedGradientEvaluations)
      rows.estimate(row.steps)
      rows.number(row.steps.interval?.level)
      rows.number(row.epochs)
      rows.number(row.gradientEvaluations)
      rows.number(row.seconds)
      try rows.endLine()
    }
  }
}

/// `time_to_target.csv`: the curves of the figure of that name.
enum TimesTable: RunTable {
  static let name = "time_to_target"
  static let summary =
    "time_to_target.csv: by the step, the share of targets and seeds that were reached"
  static let rowName = "time_to_target"
  static let columns = [
    "problem_index", "optimizer_index", "network", "step", "gradient_evaluations", "share", "ended",
    "problem", "optimizer",
  ]

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.overview.timeRows {
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.text(output.networks[row.problem][row.network].name)
      rows.number(row.step)
      rows.number(row.gradientEvaluations)
      rows.number(row.share)
      rows.number(row.ended)
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      try rows.endLine()
    }
  }
}
