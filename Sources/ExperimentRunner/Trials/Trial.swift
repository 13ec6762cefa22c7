internal import OptimizerLab

/// One training: a problem, an optimizer, a seed.
package struct Trial: Sendable {
  /// Its place in the spec's order, from 0.
  package let index: Int
  /// Places in the spec's lists.
  package let problem: Int
  package let optimizer: Int
  package let settings: TrialSettings
  package let stepCount: Int
  package let identity: TrialIdentity
}

/// What a run writes down of one trial, beyond what the spec says: enough to find its result without
/// the data.
package struct RecordedTrial: Sendable {
  package var hash: String
  package var batchSize: Int
  package var stepCount: Int
}

extension Experiment {
  /// The trials: problems × optimizers × learning rates × seeds, in this order.
  /// - Parameter inputs: what each problem's files hold, in order.
  package func trials(inputs: [ProblemInput]) -> [Trial] {
    let hashes = inputs.map { $0.examples?.hash }
    return trials { place, problem, entry, rate in
      let trainingLength = problem.task.trainingLength
      let count = inputs[place].examples?.count ?? 0
      let batchSize =
        count == 0 ? 0 : entry.batchSize(problem: trainingLength.batchSize, exampleCount: count)
      let stepCount =
        count == 0
        ? trainingLength.steps ?? 0
        : trainingLength.stepCount(exampleCount: count, batchSize: batchSize)
      let settings = TrialSettings(
        optimizer: entry.optimizer, learningRate: rate,
        batchSize: batchSize, seed: 0, weights: inputs[place].weights)
      let identities = TrialIdentity.OfSeeds(
        task: problem.task, trial: settings, record: record, examplesHash: hashes[place],
        stepCount: stepCount)
      return { seed in
        var own = settings
        own.seed = seed
        return (own, stepCount, identities.identity(seed: seed))
      }
    }
  }

  /// The same trials from what a finished run says of them; `nil` where it does not fit the spec.
  package func trials(recorded entries: [RecordedTrial]) -> [Trial]? {
    let count = problems.reduce(0) { sum, problem in
      sum + optimizers.reduce(0) { $0 + $1.rates(for: problem.name).count * seeds.count }
    }
    guard entries.count == count else { return nil }
    var left = entries[...]
    return trials { _, _, entry, rate in
      { seed in
        let known = left.removeFirst()
        let settings = TrialSettings(
          optimizer: entry.optimizer, learningRate: rate, batchSize: known.batchSize, seed: seed)
        return (settings, known.stepCount, TrialIdentity(hash: known.hash))
      }
    }
  }

  /// - Parameter make: told a problem's place, the problem, the optimizer and a rate, makes what is told
  ///   each seed.
  private func trials(
    _ make: (Int, Problem, OptimizerEntry, _ rate: Double) -> (UInt64) -> (
      TrialSettings, Int, TrialIdentity
    )
  ) -> [Trial] {
    var trials: [Trial] = []
    for (p, problem) in problems.enumerated() {
      for (o, entry) in optimizers.enumerated() {
        for rate in entry.rates(for: problem.name) {
          let ofSeed = make(p, problem, entry, rate)
          for seed in seeds {
            let (settings, stepCount, identity) = ofSeed(seed)
            trials.append(
              Trial(
                index: trials.count, problem: p, optimizer: o, settings: settings,
                stepCount: stepCount, identity: identity))
          }
        }
      }
    }
    return trials
  }
}
