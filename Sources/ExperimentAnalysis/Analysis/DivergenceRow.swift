internal import ExperimentRunner
internal import OptimizerLab

/// A row of `divergence_map.csv`: when a trial diverged that is one of several learning rates.
package struct DivergenceRow: Sendable, Equatable {
  /// Places in the spec's lists.
  package var problem: Int
  package var optimizer: Int
  package var rate: Double
  /// The rates that are nearer to this than to another that was tried, by their ratio.
  package var cell: ClosedRange<Double>
  package var seed: UInt64
  /// The place of the seed in the spec.
  package var seedPlace: Int
  /// How many steps the trial took.
  package var steps: Int
  /// `nil` where it finished.
  package var divergedAt: Int?
}

extension RunOverview {
  /// Whether some trial diverged of those with which several learning rates were tried.
  package var hasDivergenceMap: Bool {
    rateRows.contains { $0.diverged > 0 } && divergenceRows.contains { $0.divergedAt != nil }
  }

  /// The trials that ended of all optimizers that were tried with several learning rates, in the order
  /// of the spec.
  package var divergenceRows: [DivergenceRow] {
    let swept = Set(rateRows.map { [$0.problem, $0.optimizer] })
    var places: [UInt64: Int] = [:]
    for trial in trials where places[trial.seed] == nil { places[trial.seed] = places.count }
    let groups = Dictionary(grouping: trials.filter { swept.contains([$0.problem, $0.optimizer]) })
    {
      [$0.problem, $0.optimizer]
    }
    return swept.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { key -> [DivergenceRow] in
      let own = groups[key] ?? []
      let rates = Set(own.compactMap(\.learningRate)).sorted()
      return own.compactMap { run in
        guard let rate = run.learningRate, let result = run.result,
          [.finished, .diverged].contains(result.status)
        else { return nil }
        return DivergenceRow(
          problem: run.problem, optimizer: run.optimizer, rate: rate,
          cell: Self.cell(of: rate, among: rates), seed: run.seed,
          seedPlace: places[run.seed] ?? 0, steps: result.steps, divergedAt: result.divergedAt)
      }
    }
  }

  /// From the middle between a rate and the one below to that above, in the logarithm; at the ends as
  /// far as on the other side.
  private static func cell(of rate: Double, among rates: [Double]) -> ClosedRange<Double> {
    guard let place = rates.firstIndex(of: rate), rates.count > 1 else { return rate...rate }
    let up = place + 1 < rates.count ? (rates[place + 1] / rate).squareRoot() : nil
    let down = place > 0 ? (rate / rates[place - 1]).squareRoot() : nil
    return (rate / (down ?? up ?? 1))...(rate * (up ?? down ?? 1))
  }
}
