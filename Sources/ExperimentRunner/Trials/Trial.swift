internal import OptimizerLab

/// One training: a problem, an optimizer, a seed.
package struct Trial: Sendable {
  /// Its place among the trials, from 0.
  package let index: Int
  /// Places in the spec's lists.
  package let problem: Int
  package let optimizer: Int
  package let settings: TrialSettings
  package let stepCount: Int
  package let identity: TrialIdentity
  /// Which of the optimizer's configurations it is trained with; `nil` without tuning.
  package var configuration: Int?
  /// Whether it is there for a choice of settings, and in no comparison.
  package var isTuning = false
}

/// Trials that differ in nothing but the seed.
struct TrialGroup {
  var problem: Int
  var optimizer: Int
  var configuration: Int?
  var learningRate: Double
  var isTuning = false
}

/// What a run writes down of one trial, beyond what the spec says: enough to find its result without
/// the data, and, where earlier trials decided that there is such a trial, to tell which it is.
package struct RecordedTrial: Sendable {
  package var hash: String
  package var batchSize: Int
  package var stepCount: Int
  /// Names of the spec.
  package var problem: String
  package var optimizer: String
  package var learningRate: Double?
  package var configuration: Int?
}

extension Experiment {
  /// The trials that the spec decides: problems × optimizers × learning rates × seeds, in this order;
  /// with tuning, problems × optimizers × configurations × seeds of tuning. What comes of these may
  /// decide more: `laterStage`.
  /// - Parameter inputs: what each problem's files hold, in order.
  package func trials(inputs: [ProblemInput]) -> [Trial] {
    trials(of: firstGroups, from: 0, inputs: inputs)
  }

  /// - Parameter first: the place of the first of them.
  func trials(of groups: [TrialGroup], from first: Int, inputs: [ProblemInput]) -> [Trial] {
    let used = Set(groups.map(\.problem))
    let hashes = inputs.enumerated().map { used.contains($0) ? $1.examples?.hash : nil }
    let heldOut = inputs.enumerated().map { used.contains($0) ? $1.heldOut?.hash : nil }
    return trials(of: groups, from: first) { group, optimizer in
      let (problem, entry) = (problems[group.problem], optimizers[group.optimizer])
      let trainingLength = problem.task.trainingLength
      let count = inputs[group.problem].examples?.count ?? 0
      let batchSize =
        count == 0 ? 0 : entry.batchSize(problem: trainingLength.batchSize, exampleCount: count)
      let stepCount =
        count == 0
        ? trainingLength.steps ?? 0
        : trainingLength.stepCount(exampleCount: count, batchSize: batchSize)
      var settings = TrialSettings(
        optimizer: optimizer, learningRate: group.learningRate,
        batchSize: batchSize, seed: 0, weights: inputs[group.problem].weights)
      settings.take(entry, problem: problem.name, stepCount: stepCount)
      settings.programs = inputs[group.problem].programs
      let identities = TrialIdentity.OfSeeds(
        task: problem.task, trial: settings, record: record, examplesHash: hashes[group.problem],
        heldOutHash: heldOut[group.problem], stepCount: stepCount, hasSameBits: hasSameBits)
      return { seed in
        var own = settings
        own.seed = seed
        return (own, stepCount, identities.identity(seed: seed))
      }
    }
  }

  /// The trials from what a finished run says of them; `nil` where it does not fit the spec.
  package func trials(recorded entries: [RecordedTrial]) -> [Trial]? {
    let groups = firstGroups
    let count = groups.reduce(0) { $0 + seeds(of: $1).count }
    guard entries.count >= count, let later = laterGroups(recorded: entries.dropFirst(count))
    else { return nil }
    var left = entries[...]
    return trials(of: groups + later, from: 0) { group, optimizer in
      { seed in
        let known = left.removeFirst()
        var settings = TrialSettings(
          optimizer: optimizer, learningRate: group.learningRate, batchSize: known.batchSize,
          seed: seed)
        settings.take(
          optimizers[group.optimizer], problem: problems[group.problem].name,
          stepCount: known.stepCount)
        return (settings, known.stepCount, TrialIdentity(hash: known.hash))
      }
    }
  }

  /// The seeds of a group's trials.
  func seeds(of group: TrialGroup) -> [UInt64] {
    group.isTuning ? tuning?.seeds ?? [] : seeds
  }

  /// - Parameter make: told a group and its optimizer, makes what is told each seed.
  private func trials(
    of groups: [TrialGroup], from first: Int,
    _ make: (TrialGroup, any Optimizer) -> (UInt64) -> (TrialSettings, Int, TrialIdentity)
  ) -> [Trial] {
    let configurations = optimizers.indices.map { self.configurations(of: $0) }
    var trials: [Trial] = []
    trials.reserveCapacity(groups.reduce(0) { $0 + seeds(of: $1).count })
    for group in groups {
      let own = group.configuration.map { configurations[group.optimizer][$0].optimizer }
      let ofSeed = make(group, own ?? optimizers[group.optimizer].optimizer)
      for seed in seeds(of: group) {
        let (settings, stepCount, identity) = ofSeed(seed)
        trials.append(
          Trial(
            index: first + trials.count, problem: group.problem, optimizer: group.optimizer,
            settings: settings, stepCount: stepCount, identity: identity,
            configuration: group.configuration, isTuning: group.isTuning))
      }
    }
    return trials
  }
}
