internal import ExperimentRunner
internal import OptimizerLab

/// A statistic of several seeds with its 95 % interval.
package struct Estimate: Sendable, Equatable {
  /// `nil` where there is no value, or an infinite one.
  package var value: Double?
  /// `nil` for one seed.
  package var interval: Bootstrap.Interval?

  init(_ values: [Double], _ statistic: ([Double]) -> Double?) {
    value = statistic(values).flatMap { $0.isFinite ? $0 : nil }
    interval = Bootstrap.interval(of: values, statistic)
  }

  static func median(_ values: [Double]) -> Estimate { Estimate(values, Summary.median) }
  static func mean(_ values: [Double]) -> Estimate { Estimate(values, Bootstrap.mean) }
}

/// A row of `results.csv`: what one optimizer ended with on one network of a problem.
package struct ResultRow: Sendable, Equatable {
  /// Places in the spec's lists.
  package var problem: Int
  package var optimizer: Int
  /// The network's place.
  package var network: Int
  /// Of several that were tried, the best.
  package var learningRate: Double
  package var seeds: Int
  package var finished: Int
  package var diverged: Int
  /// Final and lowest loss of the trials that finished.
  package var finalMedian: Estimate
  package var finalMean: Estimate
  package var bestMedian: Estimate
  package var bestMean: Estimate
  /// The loss to reach, how many seeds came there, and after how many steps; one that did not
  /// counts as later than all others, so that the median is empty where most did not.
  package var target: Double?
  package var reached: Int
  package var stepsToTarget: Estimate
  /// Dead hidden units at the last recorded step.
  package var deadUnits: Estimate
}

/// A row of `differences.csv`: by how much two optimizers differ on the same seeds.
package struct DifferenceRow: Sendable, Equatable {
  package var problem: Int
  package var network: Int
  /// Places in the spec's list: the difference is the first one's loss less the second one's.
  package var first: Int
  package var second: Int
  /// The seeds under which both finished.
  package var seeds: Int
  package var mean: Estimate
  package var median: Estimate

  /// Whether the interval of the mean leaves out 0: the seeds agree on which is better.
  package var isClear: Bool {
    mean.interval.map { $0.low > 0 || $0.high < 0 } ?? false
  }
}

/// What came of an experiment, in numbers.
package struct Results: Sendable {
  package private(set) var rows: [ResultRow] = []
  package private(set) var differences: [DifferenceRow] = []

  /// - Parameter rate: the learning rate of a problem and optimizer.
  package init(
    _ context: RunOverview, rate: (_ problem: Int, _ optimizer: Int) -> Double
  ) {
    for (problem, own) in context.problems.enumerated() {
      for network in own.networks.indices {
        let facts = LossComparison(context, problem: problem, network: network)
        for entry in facts.entries {
          let runs = context.runs(problem: problem, optimizer: entry.optimizer)
          rows.append(
            ResultRow(
              entry, facts, runs, problem: problem, network: network,
              rate: rate(problem, entry.optimizer), isGame: !own.traits.hasComparableLoss))
        }
        for first in facts.entries.indices {
          for second in facts.entries.indices.dropFirst(first + 1) {
            differences.append(
              DifferenceRow(facts, first, second, problem: problem, network: network))
          }
        }
      }
    }
  }

  /// The difference of two optimizers, whichever comes first in the spec.
  package func difference(
    problem: Int, network: Int, of optimizer: Int, from other: Int
  ) -> DifferenceRow? {
    differences.first {
      $0.problem == problem && $0.network == network
        && ($0.first, $0.second) == (min(optimizer, other), max(optimizer, other))
    }.map { optimizer < other ? $0 : $0.turned }
  }
}

extension ResultRow {
  fileprivate init(
    _ entry: LossComparison.Entry, _ facts: LossComparison, _ runs: [RunOverview.Run], problem: Int,
    network: Int, rate: Double, isGame: Bool
  ) {
    self.problem = problem
    self.network = network
    optimizer = entry.optimizer
    learningRate = rate
    seeds = entry.seeds
    finished = entry.finals.count
    diverged = entry.diverged.count
    finalMedian = .median(entry.finals)
    finalMean = .mean(entry.finals)
    bestMedian = .median(entry.bests)
    bestMean = .mean(entry.bests)
    // A GAN's losses have no level to come to.
    target = isGame ? nil : facts.target
    reached = isGame ? 0 : entry.reached.count
    let missing = entry.seeds - entry.unfinished - entry.reached.count
    stepsToTarget =
      isGame || target == nil
      ? .median([])
      : .median(
        entry.reached.map(Double.init) + [Double](repeating: .infinity, count: max(missing, 0)))
    deadUnits = .median(runs.compactMap { $0.last(.deadUnits, network: network) })
  }
}

extension DifferenceRow {
  fileprivate init(
    _ facts: LossComparison, _ first: Int, _ second: Int, problem: Int, network: Int
  ) {
    self.problem = problem
    self.network = network
    self.first = first
    self.second = second
    let others = facts.entries[second].finalBySeed
    let pairs = facts.entries[first].finalBySeed.compactMap { seed, loss in
      others.first { $0.seed == seed }.map { loss - $0.loss }
    }
    seeds = pairs.count
    mean = .mean(pairs)
    median = .median(pairs)
  }

  /// The same with the two in the other order.
  fileprivate var turned: DifferenceRow {
    var other = self
    (other.first, other.second) = (second, first)
    other.mean = mean.negated
    other.median = median.negated
    return other
  }
}

extension Estimate {
  fileprivate var negated: Estimate {
    var other = self
    other.value = value.map { -$0 }
    other.interval = interval.map { Bootstrap.Interval(low: -$0.high, high: -$0.low) }
    return other
  }
}
