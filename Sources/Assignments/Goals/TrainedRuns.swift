package import ExperimentRunner
internal import OptimizerLab

/// The trials of one spec, with what came of them.
package struct TrainedRuns: Sendable {
  package let experiment: Experiment
  package let trials: [Trial]
  package let results: [Int: TrialResult]

  package init(experiment: Experiment, trials: [Trial], results: [Int: TrialResult]) {
    self.experiment = experiment
    self.trials = trials
    self.results = results
  }

  /// The trials of one problem and optimizer with its best learning rate, in the order of the seeds.
  package struct Group: Sendable {
    package var problem: Int
    package var optimizer: Int
    package var trials: [Trial]
    /// The learning rates that were tried, in order, and which of them is the best.
    package var rates: [Double]
    package var best: Double
  }

  /// Those that a goal speaks of.
  /// - Throws: which of its names there is not.
  package func group(_ subject: GoalSubject) throws(GoalGap) -> Group {
    let problem = try Self.place(
      subject.problem, among: experiment.problems.map(\.name), or: [], noun: "problem")
    let optimizer = try Self.place(
      subject.optimizer, among: experiment.optimizers.map(\.name),
      or: experiment.optimizers.map { type(of: $0.optimizer).kind }, noun: "optimizer")
    return group(problem: problem, optimizer: optimizer)
  }

  /// All groups of the first problem.
  package var groups: [Group] {
    experiment.optimizers.indices.map { group(problem: 0, optimizer: $0) }
  }

  private func group(problem: Int, optimizer: Int) -> Group {
    let own = trials.filter {
      $0.problem == problem && $0.optimizer == optimizer && !$0.isTuning
    }
    let byRate = Dictionary(grouping: own) { $0.settings.learningRate }
    let rates = byRate.keys.sorted()
    let judge = experiment.judge(of: own, results)
    let tries = rates.map { rate -> Judgement in
      let trials = byRate[rate] ?? []
      return Judgement(
        experiment.judgedLosses(trials, results, by: judge), trials: trials.count)
    }
    let best = Judgement.best(tries).map { rates[$0] } ?? 0
    return Group(
      problem: problem, optimizer: optimizer, trials: byRate[best] ?? [], rates: rates, best: best)
  }

  private static func place(
    _ name: String?, among names: [String], or others: [String], noun: String
  ) throws(GoalGap) -> Int {
    guard let name else { return 0 }
    if let place = names.firstIndex(of: name) ?? others.firstIndex(of: name) { return place }
    throw GoalGap("there is no \(noun) \"\(name)\"; there is \(names.joined(separator: ", "))")
  }

  /// What the spec calls an optimizer.
  package func name(ofOptimizer place: Int) -> String { experiment.optimizers[place].name }
}

/// Why a goal cannot be looked at: a sentence.
package struct GoalGap: Error, Equatable {
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}
