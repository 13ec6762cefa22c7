package import ExperimentRunner
internal import OptimizerLab

/// What stands for an optimizer on a problem, where several things were tried with it, and how much
/// better that looks than it is.
package struct Choice: Sendable, Equatable {
  package enum Kind: Sendable {
    /// The best configuration on the seeds of tuning.
    case configuration
    /// The best learning rate on the seeds of the experiment.
    case rate
    /// The largest learning rate without divergence.
    case edge
  }

  package var kind: Kind
  /// Places in the spec's lists.
  package var problem: Int
  package var optimizer: Int
  /// How many there are of what was tried.
  package var tried: Int
  /// The one that was chosen: `lr 0.01, momentum 0.9`.
  package var settings: String
  /// The settings of it that are at an end of what was tried.
  package var atEdge: [String]
  /// The median of what its trials are judged by, over the seeds of the experiment; infinite where at
  /// least half diverged, `nil` where none ended. On a surface, above the minimum.
  package var reported: Double?
  /// The same where the choice saw nothing of the seeds, or where it saw all: of a configuration the
  /// seeds of tuning; of a rate, each seed under the rate that is best under the others. `nil` where
  /// there is nothing to choose by.
  package var compared: Double?

  package init(
    kind: Kind, problem: Int, optimizer: Int, tried: Int, settings: String,
    atEdge: [String] = [], reported: Double? = nil, compared: Double? = nil
  ) {
    self.kind = kind
    self.problem = problem
    self.optimizer = optimizer
    self.tried = tried
    self.settings = settings
    self.atEdge = atEdge
    self.reported = reported
    self.compared = compared
  }
}

extension Summary {
  /// One for each problem and optimizer with which several things were tried and one was chosen.
  /// - Parameter compared: the places of the trials that optimizers are compared by.
  package static func choices(
    _ experiment: Experiment, trials: [Trial], results: [Int: TrialResult], compared: Set<Int>,
    tuning: [TuningRow]
  ) -> [Choice] {
    func reported(_ trials: [Trial]) -> Double? {
      median(experiment.judgedLosses(trials.filter { compared.contains($0.index) }, results))
    }
    if experiment.tuning != nil {
      let configurations = experiment.optimizers.indices.map { experiment.configurations(of: $0) }
      let groups = Dictionary(grouping: trials) { [$0.problem, $0.optimizer] }
      return tuning.filter(\.isChosen).map { row in
        Choice(
          kind: .configuration, problem: row.problem, optimizer: row.optimizer,
          tried: configurations[row.optimizer].count,
          settings: configurations[row.optimizer][row.configuration].shortWords, atEdge: row.atEdge,
          reported: groups[[row.problem, row.optimizer]].flatMap(reported),
          compared: row.score)
      }
    }
    return experiment.trialsByRate(trials).filter { $0.rates.count > 1 }.compactMap { group in
      guard
        let own = group.rates.first(where: { compared.contains($0.trials[0].index) })
      else { return nil }
      let rates = group.rates.map(\.rate)
      let isEdge = experiment.isEdge(problem: group.problem, optimizer: group.optimizer)
      let isAtEnd = own.rate == rates.min() || own.rate == rates.max()
      return Choice(
        kind: isEdge ? .edge : .rate, problem: group.problem, optimizer: group.optimizer,
        tried: rates.count, settings: "lr \(NumberText.short(own.rate))",
        atEdge: isAtEnd ? ["lr"] : [], reported: reported(own.trials),
        compared: isEdge
          ? nil : leftOut(experiment, group.rates, results))
    }
  }

  /// The median over the seeds of what each ends with under the rate that is best under the others;
  /// `nil` where there is one seed, where not all trials have ended, and where seeds change nothing.
  private static func leftOut(
    _ experiment: Experiment, _ rates: [RateTrials], _ results: [Int: TrialResult]
  ) -> Double? {
    let judge = experiment.judge(of: rates.flatMap(\.trials), results)
    let losses = rates.map { experiment.judgedLosses($0.trials, results, by: judge) }
    let seeds = experiment.seeds.count
    guard seeds > 1, losses.allSatisfy({ $0.count == seeds }),
      let first = rates.first?.trials.first,
      experiment.problems[first.problem].task.traits.isRandom
    else { return nil }
    return median(leftOut(losses))
  }

  /// What each seed ends with under the rate that is best under the other seeds.
  /// - Parameter losses: of each rate those of all seeds, in one order.
  package static func leftOut(_ losses: [[Double]]) -> [Double] {
    (losses.first ?? []).indices.compactMap { seed in
      let tries = losses.map { own in
        var others = own
        others.remove(at: seed)
        return Judgement(others, trials: others.count)
      }
      return Judgement.best(tries).map { losses[$0][seed] }
    }
  }
}
