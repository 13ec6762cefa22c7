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
  /// The same medians over all trials that ended, where one that diverged counts as infinitely high:
  /// there is none where at least half of them did.
  package var rankedFinal: Estimate
  package var rankedBest: Estimate
  /// The loss to reach, how many seeds finished and came there, and after how many steps; one that
  /// did not counts as later than all others, so that the median is empty where most did not.
  package var target: Double?
  package var reached: Int
  package var stepsToTarget: Estimate
  /// Dead hidden units at the end of the trials that finished.
  package var deadUnits: Estimate
  /// The place among the optimizers by the median final loss, from 1; equal ones share it, and those
  /// of which at least half diverged the last. `nil` for a GAN, and where no trial ended.
  package var rank: Int?

  /// How many trials finished or diverged.
  var ended: Int { finished + diverged }
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
  /// Under how many seeds the first one ended lower, the second one, and both with the same loss; one
  /// that diverged is higher than one that finished.
  package var firstLower: Int
  package var secondLower: Int
  package var equal: Int
  /// What decides which of the two is lower: the interval of the mean, and where one diverged under a
  /// seed that the other finished, that of the median with an infinite difference there.
  fileprivate var decisive: Bootstrap.Interval?

  /// The optimizer with the lower loss, where that interval leaves out 0: the seeds agree.
  package var lower: Int? {
    decisive.flatMap { $0.high < 0 ? first : $0.low > 0 ? second : nil }
  }

  /// Whether both ended with the same loss under every seed.
  package var isEqual: Bool { equal > 0 && firstLower == 0 && secondLower == 0 }
}

/// What came of an experiment, in numbers.
package struct Results: Sendable {
  package private(set) var rows: [ResultRow] = []
  package private(set) var differences: [DifferenceRow] = []
  /// What is to be said of a problem's target; see `LossComparison.targetRemark`.
  private(set) var targetRemarks: [(problem: Int, text: String)] = []

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
        if own.traits.hasComparableLoss, !facts.targetRemark.isEmpty {
          targetRemarks.append((problem, facts.targetRemark))
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
    rankedFinal = .median(entry.ranked(entry.finals))
    rankedBest = .median(entry.ranked(entry.bests))
    // A GAN's losses have no level to come to.
    target = isGame ? nil : facts.target
    reached = isGame ? 0 : entry.reached.count
    let missing = entry.ended - entry.reached.count
    stepsToTarget =
      isGame || target == nil
      ? .median([])
      : .median(
        entry.reached.map(Double.init) + [Double](repeating: .infinity, count: missing))
    deadUnits = .median(
      runs.filter(\.isFinished).compactMap { $0.last(.deadUnits, network: network) })
    rank = isGame ? nil : facts.rank(of: entry)
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
    let all = facts.differences(first, second)
    let pairs = all.filter(\.isFinite)
    seeds = pairs.count
    mean = .mean(pairs)
    median = .median(pairs)
    firstLower = all.count { $0 < 0 }
    secondLower = all.count { $0 > 0 }
    equal = all.count { $0 == 0 }
    decisive =
      all.count == pairs.count
      ? mean.interval
      : Bootstrap.interval(of: all) { values in
        // As many lower as higher without end: neither.
        Summary.median(values).map { $0.isNaN ? 0 : $0 }
      }
  }

  /// The same with the two in the other order.
  fileprivate var turned: DifferenceRow {
    var other = self
    (other.first, other.second) = (second, first)
    other.mean = mean.negated
    other.median = median.negated
    (other.firstLower, other.secondLower) = (secondLower, firstLower)
    other.decisive = decisive?.negated
    return other
  }
}

extension Estimate {
  fileprivate var negated: Estimate {
    var other = self
    other.value = value.map { -$0 }
    other.interval = interval?.negated
    return other
  }
}

extension Bootstrap.Interval {
  fileprivate var negated: Bootstrap.Interval { Bootstrap.Interval(low: -high, high: -low) }
}
