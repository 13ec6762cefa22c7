internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

// What figures show of single seeds.
extension OutputFolder {
  /// The rows of `drawn_seeds.csv`.
  /// - Parameter optimizers: whose seeds are shown.
  func seedRows(_ drawn: [SummaryRow], of optimizers: [Int]) -> [SeedRow<SummaryRow>] {
    seedRows(drawn, of: optimizers) { trial, result in
      Summary.rows(
        problem: trial.problem, optimizer: trial.optimizer,
        networks: networks[trial.problem].map(\.name), results: [result])
    }
  }

  /// The rows of `drawn_layer_seeds.csv`.
  func layerSeedRows(
    _ drawn: [LayerSummaryRow], of optimizers: [Int]
  ) -> [SeedRow<LayerSummaryRow>] {
    seedRows(drawn, of: optimizers) { trial, result in
      Summary.layerRows(
        problem: trial.problem, optimizer: trial.optimizer, networks: networks[trial.problem],
        results: [result])
    }
  }

  /// The problems in which every seed gives the same.
  var exactProblems: Set<Int> {
    Set(
      experiment.problems.indices.filter { !experiment.problems[$0].task.traits.isRandom })
  }

  /// - Parameters:
  ///   - drawn: the rows that lines are drawn from.
  ///   - alone: the summary of one trial.
  private func seedRows<Row: CurvePoint>(
    _ drawn: [Row], of optimizers: [Int], alone: (Trial, TrialResult) -> [Row]
  ) -> [SeedRow<Row>] {
    guard (2...Summary.dotLimit).contains(experiment.seeds.count) else { return [] }
    let exact = exactProblems
    let byCurve = Dictionary(grouping: drawn) { Array($0.curve.prefix(2)) }
    return experiment.problems.indices.filter { !exact.contains($0) }.flatMap { problem in
      optimizers.flatMap { optimizer in
        let trials = comparedTrials(problem: problem, optimizer: optimizer)
        let seeds = trials.enumerated().compactMap { seed, trial in
          results[trial.index].map { (seed: seed, rows: alone(trial, $0)) }
        }
        return SeedDots.rows(byCurve[[problem, optimizer]] ?? [], of: seeds)
      }
    }
  }
}
