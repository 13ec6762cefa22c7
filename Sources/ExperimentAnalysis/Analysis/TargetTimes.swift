internal import ExperimentRunner
internal import OptimizerLab

/// What it took the trials of one problem to come to each of its targets.
package struct TargetTimes: Sendable {
  /// What a trial had cost by one of its rows, or in all.
  package struct Cost: Sendable, Equatable {
    package var steps: Int
    package var epochs: Double?
    package var gradientEvaluations: Int
    package var seconds: Double
  }

  /// A trial that finished or diverged.
  package struct Trial: Sendable {
    package var optimizer: Int
    /// What it cost in all.
    package var spent: Cost
    /// By which recorded row it was at or below each target; one that diverged came to none, whatever
    /// it passed on its way.
    package var arrivals: [Cost?]
  }

  package let problem: Int
  /// The network's place.
  package let network: Int
  package let targets: [Targets.Target]
  package let trials: [Trial]
  /// Whether another seed could have taken another time.
  package let isRandom: Bool

  /// `nil` where no loss is better for being lower.
  package init?(_ context: RunOverview, problem place: Int) {
    let problem = context.problems[place]
    guard let network = problem.rankedNetwork else { return nil }
    let measure = Measure(problem.traits, network: network)
    let targets = LossComparison(context, problem: place, network: network).targets.all
    self.problem = place
    self.network = network
    self.targets = targets
    isRandom = measure.isRandom
    trials = context.runs.filter { $0.problem == place }.compactMap { run in
      guard let result = run.result, [.finished, .diverged].contains(result.status) else {
        return nil
      }
      let curve = run.isFinished ? measure.curve(of: result) : []
      return Trial(
        optimizer: run.optimizer, spent: Cost(result),
        arrivals: targets.map { target in
          curve.first { $0.value <= target.value }.map { Cost(result, row: $0.row) }
        })
    }
  }
}

extension TargetTimes.Cost {
  fileprivate init(_ result: TrialResult) {
    self.init(
      steps: result.steps, epochs: result.epochs, gradientEvaluations: result.gradientEvaluations,
      seconds: result.seconds)
  }

  fileprivate init(_ result: TrialResult, row: Int) {
    let curves = result.curves
    self.init(
      steps: Int(curves[row, .step] ?? 0), epochs: curves[row, .epoch],
      gradientEvaluations: Int(curves[row, .gradientEvaluations] ?? 0),
      seconds: curves[row, .seconds] ?? 0)
  }
}

/// A row of `targets.csv`: how often one optimizer came to one target, and what it took.
package struct TargetRow: Sendable, Equatable {
  package var problem: Int
  package var network: Int
  package var optimizer: Int
  package var target: Targets.Target
  /// Trials that finished or diverged, and those that came there.
  package var seeds: Int
  package var reached: Int
  /// The expected running time: what all trials cost until they came there or ended, by the number of
  /// those that did (Hansen et al., COCO, 2016). `nil` where none did.
  package var expectedSteps: Double?
  package var expectedEpochs: Double?
  package var expectedGradientEvaluations: Double?
  /// Medians over the trials, where one that never came there took longer than all others.
  package var steps: Estimate
  package var epochs: Double?
  package var gradientEvaluations: Double?
  /// `nil` too where the clock cannot carry it.
  package var seconds: Double?

  /// The part of the trials that came there.
  package var rate: Double? { seeds == 0 ? nil : Double(reached) / Double(seeds) }
}

extension TargetTimes {
  /// A clock is not told to a finer part than this, and not where the seeds' speeds differ by more.
  private static let shortest = 0.01
  private static let unrest = 1.5

  /// Those of some optimizers, in their order and that of the targets.
  package func rows(of optimizers: Range<Int>) -> [TargetRow] {
    optimizers.flatMap { optimizer in
      let own = trials.filter { $0.optimizer == optimizer }
      return targets.indices.map { row($0, optimizer, own) }
    }
  }

  private func row(_ place: Int, _ optimizer: Int, _ own: [Trial]) -> TargetRow {
    let reached = own.count { $0.arrivals[place] != nil }
    func expected(_ cost: (Cost) -> Double?) -> Double? {
      let costs = own.compactMap { cost($0.arrivals[place] ?? $0.spent) }
      return reached == 0 || costs.count < own.count ? nil : costs.reduce(0, +) / Double(reached)
    }
    func times(_ cost: (Cost) -> Double?) -> [Double] {
      own.map { trial in trial.arrivals[place].map { cost($0) ?? .nan } ?? .infinity }
    }
    func median(_ cost: (Cost) -> Double?) -> Double? {
      Estimate.median(times(cost), isRandom: false).value
    }
    let seconds = median(\.seconds)
    return TargetRow(
      problem: problem, network: network, optimizer: optimizer, target: targets[place],
      seeds: own.count, reached: reached, expectedSteps: expected { Double($0.steps) },
      expectedEpochs: expected(\.epochs),
      expectedGradientEvaluations: expected { Double($0.gradientEvaluations) },
      steps: .median(times { Double($0.steps) }, isRandom: isRandom), epochs: median(\.epochs),
      gradientEvaluations: median { Double($0.gradientEvaluations) },
      seconds: seconds.flatMap { $0 >= Self.shortest && isSteady(own) ? $0 : nil })
  }

  /// Whether the seeds, of which there are several, took about the same time for a step. On a surface
  /// they are one walk, timed once.
  private func isSteady(_ own: [Trial]) -> Bool {
    let speeds = own.filter { $0.spent.seconds > 0 }
      .map { Double($0.spent.steps) / $0.spent.seconds }
    guard isRandom, speeds.count > 1, let low = speeds.min(), let high = speeds.max() else {
      return false
    }
    return high <= Self.unrest * low
  }
}

/// A row of `time_to_target.csv`: which part of all pairs of a target and a trial one optimizer had
/// reached by a step.
package struct TimeRow: Sendable, Equatable {
  package var problem: Int
  package var network: Int
  package var optimizer: Int
  package var step: Int
  package var gradientEvaluations: Int
  /// From 0 to 1.
  package var share: Double
  /// How many trials ended here without having reached every target.
  package var ended: Int
}

extension TargetTimes {
  /// The curves of some optimizers: a row at the first step and at every one where something happens.
  package func curves(of optimizers: Range<Int>) -> [TimeRow] {
    guard !targets.isEmpty else { return [] }
    return optimizers.flatMap { optimizer in
      curve(of: optimizer, trials.filter { $0.optimizer == optimizer })
    }
  }

  private func curve(of optimizer: Int, _ own: [Trial]) -> [TimeRow] {
    guard let longest = own.map(\.spent).max(by: { $0.steps < $1.steps }), longest.steps > 0 else {
      return []
    }
    // An axis of equal factors has no 0: what was there at the start is there at the first step.
    var costs = [1: longest.gradientEvaluations / longest.steps]
    var (arrivals, ends): ([Int: Int], [Int: Int]) = ([:], [:])
    func note(_ cost: Cost) -> Int {
      if cost.steps > 1 { costs[cost.steps] = cost.gradientEvaluations }
      return max(cost.steps, 1)
    }
    _ = note(longest)
    for trial in own {
      for arrival in trial.arrivals.compactMap({ $0 }) { arrivals[note(arrival), default: 0] += 1 }
      if trial.arrivals.contains(where: { $0 == nil }) { ends[note(trial.spent), default: 0] += 1 }
    }
    var reached = 0
    return costs.sorted { $0.key < $1.key }.map { step, evaluations in
      reached += arrivals[step] ?? 0
      return TimeRow(
        problem: problem, network: network, optimizer: optimizer, step: step,
        gradientEvaluations: evaluations,
        share: Double(reached) / Double(own.count * targets.count), ended: ends[step] ?? 0)
    }
  }
}

extension RunOverview {
  /// What it took to come to the targets of each problem whose optimizers can be ranked.
  package var targetTimes: [TargetTimes] {
    problems.indices.compactMap { TargetTimes(self, problem: $0) }
  }

  /// The rows of `targets.csv`, in the file's order.
  package var targetRows: [TargetRow] { targetTimes.flatMap { $0.rows(of: optimizers.indices) } }

  /// The rows of `time_to_target.csv`, in the file's order.
  package var timeRows: [TimeRow] { targetTimes.flatMap { $0.curves(of: optimizers.indices) } }
}
