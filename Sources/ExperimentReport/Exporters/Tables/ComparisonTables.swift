internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `results.csv`: what each optimizer ended with.
enum ResultsCSV: RunTable {
  static let name = "results"
  static let summary = "results.csv: a row a problem, optimizer and network: what it ended with"
  static let rowName = "result"
  static let columns =
    ["problem", "optimizer", "network", "lr", "seeds", "finished", "diverged"]
    + ["final_loss_median", "final_loss_mean", "best_loss_median", "best_loss_mean"].estimates
    + ["target", "reached"] + ["steps_to_target_median", "dead_units_median"].estimates
    + ["ranked_loss_median"].estimates + ["rank", "statistic", "level", "finished_level"]
    + ["trials_tried", "at_edge", "tuning_loss", "left_out_loss", "ranked_by"]
    + ["accuracy_median", "test_loss_median", "test_accuracy_median"].estimates

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for row in output.comparison.results.rows {
      rows.names(problem: row.problem, optimizer: row.optimizer, output)
      rows.text(output.networks[row.problem][row.network].name)
      rows.number(row.learningRate)
      for count in [row.seeds, row.finished, row.diverged] { rows.number(count) }
      for estimate in [row.finalMedian, row.finalMean, row.bestMedian, row.bestMean] {
        rows.estimate(estimate)
      }
      rows.number(row.target)
      rows.number(row.target == nil ? nil : row.reached)
      rows.estimate(row.stepsToTarget)
      rows.estimate(row.deadUnits)
      rows.estimate(row.rankedFinal)
      rows.number(row.rank)
      rows.text("median")
      rows.number(row.rankedFinal.interval?.level)
      rows.number(row.finalMedian.interval?.level)
      rows.choice(
        output.choices.first { ($0.problem, $0.optimizer) == (row.problem, row.optimizer) })
      rows.text(row.rank == nil ? "" : row.measure?.rawValue ?? "loss")
      for estimate in [row.accuracy, row.heldOutLoss, row.heldOutAccuracy] {
        rows.estimate(estimate)
      }
      try rows.endLine()
    }
  }
}

extension RowWriter {
  /// How many were tried, whether the one that was chosen is at an end of them, and what it came to
  /// where the choice was made on other seeds.
  fileprivate mutating func choice(_ choice: Choice?) {
    number(choice?.tried)
    text(choice.map { $0.atEdge.isEmpty ? "false" : "true" } ?? "")
    number(choice?.kind == .configuration ? choice?.compared : nil)
    number(choice?.kind == .rate ? choice?.compared : nil)
  }
}

/// `differences.csv`: pairs of optimizers, the first one's final loss less the second one's; all of few
/// optimizers, those with the lowest and the first of many.
enum DifferencesCSV: RunTable {
  static let name = "differences"
  static let summary =
    "differences.csv: by how much each pair of optimizers differs on the same seeds"
  static let rowName = "difference"
  static let columns =
    ["problem", "network", "optimizer", "other", "seeds"]
    + ["difference_mean", "difference_median"].estimates
    + ["optimizer_lower", "other_lower", "equal"] + tested
  /// What every table of paired differences ends with.
  static let tested = ["scale", "level", "p_value", "p_holm", "clear", "correlation"]

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    let optimizers = output.experiment.optimizers
    for row in output.comparison.results.differences {
      rows.text(output.experiment.problems[row.problem].name)
      rows.text(output.networks[row.problem][row.network].name)
      rows.text(optimizers[row.first].name)
      rows.text(optimizers[row.second].name)
      rows.difference(row.pair)
      try rows.endLine()
    }
  }
}

extension RowWriter {
  /// From the number of seeds to the correlation.
  mutating func difference(_ pair: PairedDifference) {
    number(pair.seeds)
    estimate(pair.mean)
    estimate(pair.median)
    for count in [pair.firstLower, pair.secondLower, pair.equal] { number(count) }
    text(pair.scale.rawValue)
    number(pair.median.interval?.level)
    number(pair.probability)
    number(pair.corrected)
    text(pair.isClear ? "true" : "false")
    number(pair.correlation)
  }
}

/// `results.md`: the comparison for people.
enum ResultsMarkdown: Exporter {
  static let name = "markdown"
  static let summary = "results.md: the comparison in tables of Markdown"
  static let fileNames = ["results.md"]

  static func write(_ output: OutputFolder) throws(OutputError) {
    try OutputFile.write(output.comparison.markdown, to: "\(output.path)/\(fileNames[0])")
  }
}

/// `results.tex`: the same for a paper.
enum ResultsLaTeX: Exporter {
  static let name = "latex"
  static let summary = "results.tex: the comparison in tables of LaTeX, for \\input"
  static let fileNames = ["results.tex"]

  static func write(_ output: OutputFolder) throws(OutputError) {
    try OutputFile.write(output.comparison.latex, to: "\(output.path)/\(fileNames[0])")
  }
}
