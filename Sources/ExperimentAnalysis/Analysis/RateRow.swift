package import ExperimentRunner
internal import OptimizerLab

/// A row of `lr_sensitivity.csv`: how one network of a problem fared under an optimizer with one of
/// several learning rates.
package struct RateRow: Sendable, Equatable {
  /// Places in the spec's lists.
  package var problem: Int
  package var optimizer: Int
  package var network: String
  package var rate: Double
  /// Trials, and those of them that finished and that diverged.
  package var seeds: Int
  package var finished: Int
  package var diverged: Int
  /// Whether the comparison with other optimizers uses this rate.
  package var isCompared: Bool
  /// The median over all trials that ended, where one that diverged counts as infinitely high, and the
  /// range of those that finished; `nil` where the median is infinite, or no trial ended.
  package var finalLoss: Spread?
  package var bestLoss: Spread?
  /// Of those that finished, as of the range.
  package var finalQuantiles: Quantiles?
  /// Whether so many diverged that the median loss, in which they are infinitely high, is none.
  package var isLost: Bool { diverged > 0 && diverged >= finished }
  /// Whether it was tried to find from which rate on trials diverge.
  package var isOfEdge = false

  package init(
    problem: Int, optimizer: Int, network: String, rate: Double, seeds: Int, finished: Int,
    diverged: Int, isCompared: Bool, finalLoss: Spread?, bestLoss: Spread?, isOfEdge: Bool = false
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.network = network
    self.rate = rate
    self.seeds = seeds
    self.finished = finished
    self.diverged = diverged
    self.isCompared = isCompared
    self.finalLoss = finalLoss
    self.bestLoss = bestLoss
    self.isOfEdge = isOfEdge
  }
}

/// The trials of one problem and optimizer with one learning rate.
struct RateTrials {
  package var rate: Double
  package var trials: [Trial]
}

extension Experiment {
  /// The trials of each problem and optimizer, by learning rate, all in the order of the spec; none
  /// where more than the rate was tuned.
  func trialsByRate(_ trials: [Trial]) -> [(problem: Int, optimizer: Int, rates: [RateTrials])] {
    let groups = Dictionary(grouping: trials) { [$0.problem, $0.optimizer] }
    return problems.indices.flatMap { problem in
      optimizers.indices.map { optimizer in
        let own = tuning == nil ? groups[[problem, optimizer]] ?? [] : []
        var rates: [RateTrials] = []
        for trial in own {
          if rates.last?.rate == trial.settings.learningRate {
            rates[rates.count - 1].trials.append(trial)
          } else {
            rates.append(RateTrials(rate: trial.settings.learningRate, trials: [trial]))
          }
        }
        // An edge is looked for in leaps.
        if isEdge(problem: problem, optimizer: optimizer) { rates.sort { $0.rate < $1.rate } }
        return (problem, optimizer, rates)
      }
    }
  }

  /// The places of the trials that optimizers are compared by: with tuning those of the configurations
  /// that were chosen; else all those of an optimizer with one learning rate, and of one with several
  /// those of the best, or, where an edge was looked for, of the largest without divergence.
  ///
  /// The best has the lowest judged loss, median over the seeds; a trial that diverged counts as
  /// infinitely high. Of equal rates, the one under which most finished is the best, then the first in
  /// the spec.
  package func comparedTrials(_ trials: [Trial], _ results: [Int: TrialResult]) -> Set<Int> {
    if tuning != nil { return Set(trials.filter { !$0.isTuning }.map(\.index)) }
    var compared: Set<Int> = []
    for (problem, optimizer, rates) in trialsByRate(trials) {
      let best: Int?
      if isEdge(problem: problem, optimizer: optimizer) {
        let good = EdgeSearch.edge(probes(rates.flatMap(\.trials), results)).good
        best = rates.firstIndex { $0.rate == good } ?? rates.indices.first
      } else {
        let judge = judge(of: rates.flatMap(\.trials), results)
        best = Judgement.best(
          rates.map {
            Judgement(judgedLosses($0.trials, results, by: judge), trials: $0.trials.count)
          })
      }
      if let best { compared.formUnion(rates[best].trials.map(\.index)) }
    }
    return compared
  }

  /// Whether the largest learning rate without divergence was looked for.
  package func isEdge(problem: Int, optimizer: Int) -> Bool {
    optimizers[optimizer].edge(for: problems[problem].name) != nil
  }
}

extension Summary {
  /// The rows of `lr_sensitivity.csv`: of every optimizer that is tried with several rates.
  package static func rateRows(
    _ experiment: Experiment, networks: [[NetworkShape]], trials: [Trial],
    results: [Int: TrialResult], compared: Set<Int>
  ) -> [RateRow] {
    experiment.trialsByRate(trials).filter { $0.rates.count > 1 }.flatMap { group in
      networks[group.problem].enumerated().flatMap { place, network in
        let traits = experiment.problems[group.problem].task.traits.measured(
          in: group.rates.flatMap(\.trials).compactMap { results[$0.index] }.filter {
            $0.status == .finished
          })
        let (measure, least) = (Measure(traits, network: place), traits.referenceLoss ?? 0)
        return group.rates.map { rate in
          let known = rate.trials.compactMap { results[$0.index] }
          let finished = known.filter { $0.status == .finished }
          let diverged = known.count { $0.status == .diverged }
          func spread(_ value: (TrialResult) -> Double?) -> Spread? {
            Summary.spread(finished.compactMap { value($0).map { $0 + least } }, lost: diverged)
          }
          var row = RateRow(
            problem: group.problem, optimizer: group.optimizer, network: network.name,
            rate: rate.rate, seeds: rate.trials.count, finished: finished.count,
            diverged: diverged,
            isCompared: rate.trials.contains { compared.contains($0.index) },
            finalLoss: spread(measure.final), bestLoss: spread(measure.lowest),
            isOfEdge: experiment.isEdge(problem: group.problem, optimizer: group.optimizer))
          row.finalQuantiles = Quantiles(
            of: row.finalLoss == nil
              ? [] : finished.compactMap { measure.final(of: $0) }.map { $0 + least })
          return row
        }
      }
    }
  }
}
