internal import OptimizerLab

/// What the results so far decide beyond the trials that there are.
package struct LaterStage {
  /// Trials to come; none where all are known.
  var groups: [TrialGroup] = []
  /// How many trials have to have a result before it is known what comes next.
  package var missing = 0

  /// Whether every trial of the experiment is there.
  package var isComplete: Bool { groups.isEmpty && missing == 0 }
}

// The trials of an experiment come in stages: those of a stage are what the spec and the results of
// all earlier ones decide, so that everybody who has the results knows the same trials in the same
// order, whoever trained them and when.
extension Experiment {
  /// Whether results decide about trials.
  package var hasStages: Bool {
    tuning != nil
      || problems.contains { problem in optimizers.contains { $0.edge(for: problem.name) != nil } }
  }

  /// The first stage.
  var firstGroups: [TrialGroup] {
    let configurations = optimizers.indices.map { self.configurations(of: $0) }
    return problems.indices.flatMap { p in
      optimizers.indices.flatMap { o in
        let rates = optimizers[o].rates(for: problems[p].name)
        guard tuning != nil else {
          return rates.map { TrialGroup(problem: p, optimizer: o, learningRate: $0) }
        }
        return configurations[o].enumerated().map { place, configuration in
          TrialGroup(
            problem: p, optimizer: o, configuration: place,
            learningRate: configuration.learningRate ?? rates[0], isTuning: true)
        }
      }
    }
  }

  /// What comes after these trials.
  /// - Parameters:
  ///   - trials: of all stages so far.
  ///   - results: what there is of them, by their places.
  package func laterStage(after trials: [Trial], _ results: [Int: TrialResult]) -> LaterStage {
    guard hasStages else { return LaterStage() }
    if tuning != nil, trials.contains(where: { !$0.isTuning }) { return LaterStage() }
    let groups = Dictionary(grouping: trials) { [$0.problem, $0.optimizer] }
    var stage = LaterStage()
    for p in problems.indices {
      for o in optimizers.indices {
        let own = groups[[p, o]] ?? []
        let edge = optimizers[o].edge(for: problems[p].name)
        guard tuning != nil || edge != nil else { continue }
        stage.missing += own.count - judgedLosses(own, results).count
        if let edge {
          guard let rate = edge.next(after: probes(own, results)) else { continue }
          stage.groups.append(TrialGroup(problem: p, optimizer: o, learningRate: rate))
        } else if let first = own.first(where: { $0.configuration == chosen(own, results) }) {
          stage.groups.append(
            TrialGroup(
              problem: p, optimizer: o, configuration: first.configuration,
              learningRate: first.settings.learningRate))
        }
      }
    }
    return stage.missing > 0 ? LaterStage(missing: stage.missing) : stage
  }

  /// The trials stage by stage, the first first. What comes after a stage of which results are missing is
  /// taken for one.
  /// - Parameter results: those that there are, by the trials' places.
  func stages(of trials: [Trial], _ results: [Int: TrialResult]) -> [ArraySlice<Trial>] {
    guard hasStages else { return [trials[...]] }
    var stages = [trials.prefix(firstGroups.reduce(0) { $0 + seeds(of: $1).count })]
    while let end = stages.last?.endIndex, end < trials.count {
      let count = trialCount(of: laterStage(after: Array(trials[..<end]), results))
      stages.append(count > 0 ? trials[end...].prefix(count) : trials[end...])
    }
    return stages
  }

  /// How many trials a stage brings; 0 where it is not known yet.
  package func trialCount(of stage: LaterStage) -> Int { stage.groups.count * seeds.count }

  /// Whether the trials of later stages are others than the results of earlier ones decide; where
  /// results are missing, nothing can be said.
  package func contradicts(_ trials: [Trial], _ results: [Int: TrialResult]) -> Bool {
    guard hasStages else { return false }
    var known = Array(trials.prefix(firstGroups.reduce(0) { $0 + seeds(of: $1).count }))
    while known.count < trials.count {
      let stage = laterStage(after: known, results)
      if stage.missing > 0 { return false }
      let own = trials[known.count...].prefix(trialCount(of: stage))
      let first = stride(from: own.startIndex, to: own.endIndex, by: seeds.count).map { trials[$0] }
      let isSame =
        !own.isEmpty && first.count == stage.groups.count
        && zip(first, stage.groups).allSatisfy { trial, group in
          [trial.problem, trial.optimizer] == [group.problem, group.optimizer]
            && trial.configuration == group.configuration
            && trial.settings.learningRate == group.learningRate
        }
      if !isSame { return true }
      known += own
    }
    return false
  }

  /// The trials of the next stage; none where there is none, or where it is not known yet.
  func trials(of stage: LaterStage, after trials: [Trial], inputs: [ProblemInput]) -> [Trial] {
    stage.missing > 0 ? [] : self.trials(of: stage.groups, from: trials.count, inputs: inputs)
  }

  /// The same trials, made once more of the data as they are.
  package func trials(like trials: [Trial], inputs: [ProblemInput]) -> [Trial] {
    let first = self.trials(inputs: inputs)
    let later = trials.dropFirst(first.count)
    let groups = stride(from: later.startIndex, to: later.endIndex, by: seeds.count).map { place in
      let trial = later[place]
      return TrialGroup(
        problem: trial.problem, optimizer: trial.optimizer, configuration: trial.configuration,
        learningRate: trial.settings.learningRate)
    }
    return first + self.trials(of: groups, from: first.count, inputs: inputs)
  }

  /// What a run wrote down of trials of later stages; `nil` where it does not fit the spec.
  func laterGroups(recorded entries: ArraySlice<RecordedTrial>) -> [TrialGroup]? {
    guard !entries.isEmpty else { return [] }
    guard hasStages, entries.count % seeds.count == 0 else { return nil }
    let counts = optimizers.indices.map { configurations(of: $0).count }
    let groups = stride(from: entries.startIndex, to: entries.endIndex, by: seeds.count)
      .compactMap { place -> TrialGroup? in
        let entry = entries[place]
        guard
          let problem = problems.firstIndex(where: {
            $0.name.utf8.elementsEqual(entry.problem.utf8)
          }),
          let optimizer = optimizers.firstIndex(where: {
            $0.name.utf8.elementsEqual(entry.optimizer.utf8)
          }),
          let rate = entry.learningRate,
          tuning == nil
            ? entry.configuration == nil
            : entry.configuration.map({ (0..<counts[optimizer]).contains($0) }) ?? false
        else { return nil }
        return TrialGroup(
          problem: problem, optimizer: optimizer, configuration: entry.configuration,
          learningRate: rate)
      }
    return groups.count * seeds.count == entries.count ? groups : nil
  }

  /// Updates of the trials that are certain to come in later stages, one number a trial.
  func stepsToCome(after trials: [Trial]) -> [Int] {
    guard tuning != nil, !trials.contains(where: { !$0.isTuning }) else { return [] }
    let lengths = Dictionary(
      trials.map { ([$0.problem, $0.optimizer], $0.stepCount) },
      uniquingKeysWith: { first, _ in first })
    // Without noise every seed walks a surface in the same way, and that walk is made already.
    return lengths.filter { problems[$0.key[0]].task.traits.isRandom }
      .flatMap { [Int](repeating: $0.value, count: seeds.count) }
  }
}
