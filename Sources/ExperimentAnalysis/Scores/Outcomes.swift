internal import ExperimentRunner
internal import OptimizerLab

/// What scores know of the trials of one problem: the number by which each is judged, at several parts
/// of its budget, and what it cost to come to the target; see `Measure`.
package struct Outcomes: Sendable {
  /// A trial that finished or diverged.
  package struct Trial: Sendable {
    /// The loss at each of `parts`, the last one the final loss: infinite where it had diverged,
    /// `nil` where nothing was recorded in the half of that time before.
    package var losses: [Double?]
    /// The gradient evaluations to the first recorded loss at or below the target, or steps where
    /// they were not counted; infinite for one that diverged or never came there.
    var costToTarget: Double

    /// Infinite where it diverged.
    package var final: Double { losses.last.flatMap { $0 } ?? .infinity }
  }

  /// Of an optimizer's own steps on the problem.
  package static let parts = [0.25, 0.5, 1]

  /// The problem's place in the spec.
  package let problem: Int
  /// By optimizer its trials that ended, one a seed.
  package let trials: [[Trial]]
  /// The median loss before the first step.
  package let start: Double?
  /// The loss to reach; `nil` where there is none, or some trial began at or below it.
  package let target: Double?

  /// `nil` where no loss is better for being lower.
  package init?(_ context: RunOverview, problem place: Int) {
    guard let network = context.problems[place].rankedNetwork else { return nil }
    let measure = Measure(context.problems[place].traits, network: network)
    let facts = LossComparison(context, problem: place, network: network)
    let target = facts.target.flatMap { target in
      facts.starts.allSatisfy { $0 > target } ? target : nil
    }
    let runs = Dictionary(
      grouping: context.runs.filter { $0.problem == place }, by: \.optimizer)
    problem = place
    start = Summary.median(facts.starts)
    self.target = target
    trials = facts.entries.map { entry in
      let walks = Dictionary(
        (runs[entry.optimizer] ?? []).map { ($0.seed, Walk($0, measure)) },
        uniquingKeysWith: { first, _ in first })
      let length = walks.values.filter(\.isFinished).compactMap(\.rows.last?.step).max()
      return entry.lossBySeed.compactMap { seed, final in
        walks[seed].map { walk in
          Trial(
            losses: Self.parts.map { part in
              part == 1 ? final : walk.loss(at: part, of: length)
            }, costToTarget: target.flatMap(walk.cost) ?? .infinity)
        }
      }
    }
  }

  /// Whether every optimizer has a trial that ended.
  package var isComplete: Bool { trials.allSatisfy { !$0.isEmpty } }

  /// Of an optimizer's trials the median loss after one of `parts`, as a place in these; infinite
  /// where at least half had diverged by then, `nil` where it is not known.
  package func median(_ optimizer: Int, after part: Int) -> Double? {
    let losses = trials[optimizer].map { $0.losses[part] }
    return losses.contains { $0 == nil } ? nil : Summary.median(losses.compactMap { $0 })
  }

  /// The median of what it cost an optimizer to come to the target; infinite where at least half of
  /// its trials never did.
  package func cost(_ optimizer: Int) -> Double {
    Summary.median(trials[optimizer].map(\.costToTarget)) ?? .infinity
  }
}

/// A trial's curve in the number by which it is judged.
private struct Walk {
  var rows: [(step: Int, loss: Double, cost: Double)]
  var isFinished: Bool
  var divergedAt: Int?

  init(_ run: RunOverview.Run, _ measure: Measure) {
    isFinished = run.isFinished
    divergedAt = run.result?.divergedAt
    rows =
      run.result.map { result in
        let curves = result.curves
        return measure.curve(of: result).map { point in
          (
            point.step, point.value,
            curves[point.row, .gradientEvaluations] ?? Double(point.step)
          )
        }
      } ?? []
  }

  /// Its loss after a part of the steps that the optimizer's finished trials took.
  func loss(at part: Double, of length: Int?) -> Double? {
    guard let length else { return .infinity }
    let end = part * Double(length)
    if let divergedAt, Double(divergedAt) <= end { return .infinity }
    return rows.last { Double($0.step) <= end }
      .flatMap { Double($0.step) >= end / 2 && $0.step > 0 ? $0.loss : nil }
  }

  /// What it took to come to a loss; `nil` for one that did not finish or never came there.
  func cost(to target: Double) -> Double? {
    isFinished ? rows.first { $0.loss <= target }?.cost : nil
  }
}
