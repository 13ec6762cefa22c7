internal import OptimizerLab

// By what a trial is judged where one of several is to be chosen: a learning rate, a configuration.
extension Experiment {
  /// The one value that a trial of a problem is judged by, lower being better: the final loss of the
  /// network that is compared; infinite where the trial diverged, and `nil` where it has not ended.
  package func judgedLoss(of result: TrialResult?, problem: Int) -> Double? {
    switch result?.status {
    case .finished:
      result?.finalLoss(ofNetwork: problems[problem].task.traits.comparedNetwork) ?? .infinity
    case .diverged: .infinity
    case .failed, .interrupted, nil: nil
    }
  }

  /// The judged losses of trials that have ended.
  package func judgedLosses(_ trials: [Trial], _ results: [Int: TrialResult]) -> [Double] {
    trials.compactMap { judgedLoss(of: results[$0.index], problem: $0.problem) }
  }

  /// The configuration with the lowest median of judged losses, of the tuning trials of one problem and
  /// optimizer; `nil` where there are none.
  package func chosen(_ trials: [Trial], _ results: [Int: TrialResult]) -> Int? {
    let groups = Dictionary(grouping: trials.filter(\.isTuning)) { $0.configuration ?? 0 }
    let places = groups.keys.sorted()
    let tries = places.map { place -> Judgement in
      let own = groups[place] ?? []
      return Judgement(judgedLosses(own, results), trials: own.count)
    }
    return Judgement.best(tries).map { places[$0] }
  }

  /// The rates that one problem and optimizer were tried with, and whether a trial diverged.
  package func probes(_ trials: [Trial], _ results: [Int: TrialResult]) -> [EdgeSearch.Probe] {
    Dictionary(grouping: trials, by: \.settings.learningRate).map { rate, own in
      EdgeSearch.Probe(
        rate: rate, diverges: own.contains { results[$0.index]?.status == .diverged })
    }
  }
}

/// How one of several ways to train fared over the seeds.
package struct Judgement {
  /// The median, infinite where none ended.
  package let loss: Double
  /// Trials that did not finish.
  package let failures: Int

  /// - Parameters:
  ///   - losses: of the trials that ended.
  ///   - trials: how many there are.
  package init(_ losses: [Double], trials: Int) {
    loss = Median.of(losses) ?? .infinity
    failures = trials - losses.count(where: \.isFinite)
  }

  /// The place of the lowest; of equal ones that under which most finished, then the first.
  package static func best(_ tries: [Judgement]) -> Int? {
    tries.indices.min { a, b in
      (tries[a].loss, tries[a].failures, a) < (tries[b].loss, tries[b].failures, b)
    }
  }
}
