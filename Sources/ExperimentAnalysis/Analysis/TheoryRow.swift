package import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// What is predicted of one optimizer on one quadratic, and what its trials did.
package struct TheoryRow: Sendable {
  /// One learning rate that was tried.
  package struct Walk: Sendable {
    package var rate: Double
    /// Whether the comparison with other optimizers uses this rate.
    package var isCompared: Bool
    /// What the value is multiplied by at each step in the end, as predicted and as it was; the latter
    /// is `nil` where too little was recorded.
    package var factor: Double
    package var measured: Double?
    package var points: [Point]

    package init(
      rate: Double, isCompared: Bool, factor: Double, measured: Double?, points: [Point]
    ) {
      self.rate = rate
      self.isCompared = isCompared
      self.factor = factor
      self.measured = measured
      self.points = points
    }
  }

  package struct Point: Sendable {
    package var step: Int
    package var value: Double
    package var predicted: Double

    package init(step: Int, value: Double, predicted: Double) {
      self.step = step
      self.value = value
      self.predicted = predicted
    }
  }

  /// Places in the spec's lists.
  package var problem: Int
  package var optimizer: Int
  package var largestStableRate: Double?
  /// None where no walk is predicted.
  package var walks: [Walk]
  /// The predicted factor over a range of learning rates.
  package var factors: [(rate: Double, factor: Double)]

  package init(
    problem: Int, optimizer: Int, largestStableRate: Double?, walks: [Walk],
    factors: [(rate: Double, factor: Double)]
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.largestStableRate = largestStableRate
    self.walks = walks
    self.factors = factors
  }
}

extension Summary {
  /// What is known beforehand of the optimizers on each quadratic; none of an optimizer of which nothing
  /// is known. Without noise every seed walks the same way, and the first one's walk is shown.
  package static func theoryRows(
    _ experiment: Experiment, trials: [Trial], results: [Int: TrialResult], compared: Set<Int>
  ) -> [TheoryRow] {
    experiment.problems.indices.flatMap { problem -> [TheoryRow] in
      guard let source = experiment.problems[problem].task.surface, let theory = BowlTheory(source)
      else { return [] }
      return experiment.optimizers.indices.compactMap { optimizer in
        // Of rates that change and gradients that are cut nothing is known.
        guard experiment.optimizers[optimizer].step.isPlain else { return nil }
        let own = trials.filter {
          $0.problem == problem && $0.optimizer == optimizer && !$0.isTuning
            && $0.settings.seed == experiment.seeds.first
        }
        return row(theory, of: own, results, compared)
      }
    }
  }

  private static func row(
    _ theory: BowlTheory, of trials: [Trial], _ results: [Int: TrialResult], _ compared: Set<Int>
  ) -> TheoryRow? {
    guard let first = trials.first else { return nil }
    let optimizer = first.settings.optimizer
    let stable = theory.largestStableRate(of: optimizer)
    let walks = trials.compactMap { trial in
      results[trial.index].flatMap {
        walk(theory, of: trial, $0, isCompared: compared.contains(trial.index))
      }
    }
    guard stable != nil || !walks.isEmpty else { return nil }
    return TheoryRow(
      problem: first.problem, optimizer: first.optimizer, largestStableRate: stable, walks: walks,
      factors: walks.isEmpty ? [] : factors(theory, of: optimizer, trials, stable))
  }

  private static func walk(
    _ theory: BowlTheory, of trial: Trial, _ result: TrialResult, isCompared: Bool
  ) -> TheoryRow.Walk? {
    let rate = trial.settings.learningRate
    let curves = result.curves
    let all = (0..<curves.count).compactMap { row in
      curves[row, .evalLoss].map { (step: Int(curves[row, .step] ?? 0), value: $0) }
    }
    let shown = Thinning.places(all.map(\.step)).map { all[$0] }
    guard let factor = theory.factor(of: trial.settings.optimizer, learningRate: rate),
      let predicted = theory.values(
        of: trial.settings.optimizer, learningRate: rate, after: shown.map(\.step))
    else { return nil }
    return TheoryRow.Walk(
      rate: rate, isCompared: isCompared, factor: factor,
      measured: BowlTheory.factor(measuredFrom: all),
      points: zip(shown, predicted).map {
        TheoryRow.Point(step: $0.step, value: $0.value, predicted: $1)
      })
  }

  /// From a little below the lowest rate that was tried to a little above the highest, or what is stable.
  private static func factors(
    _ theory: BowlTheory, of optimizer: any Optimizer, _ trials: [Trial], _ stable: Double?
  ) -> [(rate: Double, factor: Double)] {
    let rates = trials.map(\.settings.learningRate) + (stable.map { [$0] } ?? [])
    guard let low = rates.min(), let high = rates.max(), low > 0 else { return [] }
    let (start, end) = (low / 2, high * 2)
    let count = 400
    return (0...count).compactMap { place in
      let rate = start * pow(end / start, Double(place) / Double(count))
      return theory.factor(of: optimizer, learningRate: rate).map { (rate, $0) }
    }
  }
}
