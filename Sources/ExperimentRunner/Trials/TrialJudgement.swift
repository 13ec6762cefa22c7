internal import OptimizerLab

// By what a trial is judged where one of several is to be chosen: a learning rate, a configuration.
extension Experiment {
  /// What trials of a problem are judged by: the measure of the network that is compared.
  package func judge(of trials: [Trial], _ results: [Int: TrialResult]) -> Measure? {
    guard let problem = trials.first?.problem else { return nil }
    let finished = trials.compactMap { results[$0.index] }.filter { $0.status == .finished }
    let traits = problems[problem].task.traits.measured(in: finished)
    return Measure(traits, network: traits.comparedNetwork)
  }

  /// The values that trials of a problem are judged by, of those that have ended, lower being better; a
  /// diverged one's is infinite. On a surface they are above the minimum.
  /// - Parameter judge: what is judged by, where the trials are some of several; see `judge`.
  package func judgedLosses(
    _ trials: [Trial], _ results: [Int: TrialResult], by judge: Measure? = nil
  ) -> [Double] {
    guard let judge = judge ?? self.judge(of: trials, results) else { return [] }
    return trials.compactMap { trial in
      guard let result = results[trial.index] else { return nil }
      return switch result.status {
      case .finished: judge.final(of: result) ?? .infinity
      case .diverged: .infinity
      case .failed, .interrupted: nil
      }
    }
  }

  /// The configuration with the lowest median of judged losses, of the tuning trials of one problem and
  /// optimizer; `nil` where there are none.
  package func chosen(_ trials: [Trial], _ results: [Int: TrialResult]) -> Int? {
    let groups = Dictionary(grouping: trials.filter(\.isTuning)) { $0.configuration ?? 0 }
    let places = groups.keys.sorted()
    let judge = judge(of: trials.filter(\.isTuning), results)
    let tries = places.map { place -> Judgement in
      let own = groups[place] ?? []
      return Judgement(judgedLosses(own, results, by: judge), trials: own.count)
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
