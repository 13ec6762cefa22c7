package import ExperimentRunner
internal import OptimizerLab

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
  /// What is ranked in place of the loss.
  package var measure: Quantity?
  /// Final and lowest loss of the trials that finished.
  package var finalMedian: Estimate
  package var finalMean: Estimate
  package var bestMedian: Estimate
  package var bestMean: Estimate
  /// The same medians over all trials that ended, of `measure` where there is one, where one that
  /// diverged counts as infinitely high:
  /// there is none where at least half of them did. The first is the statistic that optimizers are
  /// ranked by.
  package var rankedFinal: Estimate
  package var rankedBest: Estimate
  /// The loss to reach, how many seeds finished and came there, and after how many steps; one that
  /// did not counts as later than all others, so that the median is empty where most did not.
  package var target: Double?
  package var reached: Int
  package var stepsToTarget: Estimate
  /// Dead hidden units at the end of the trials that finished.
  package var deadUnits: Estimate
  /// At the end of the trials that finished: the share of the data that is given its class, and of the
  /// part that is held out the loss and that share.
  package var accuracy: Estimate
  package var heldOutLoss: Estimate
  package var heldOutAccuracy: Estimate
  /// The place among the optimizers by the median final loss, from 1; equal ones share it, and those
  /// of which at least half diverged the last. `nil` where no loss is better for being lower, as of a
  /// GAN, and where no trial ended.
  package var rank: Int?
  /// Whether it can be told to end lower than all optimizers that do not share its rank.
  package var isLowest = false

  /// How many trials finished or diverged.
  package var ended: Int { finished + diverged }
}

/// What came of an experiment, in numbers.
package struct Results: Sendable {
  package private(set) var rows: [ResultRow] = []
  package private(set) var differences: [DifferenceRow] = []
  /// By how much the problems differ, where they are compared.
  package private(set) var problemDifferences: [ProblemDifferenceRow] = []
  /// What is to be said of a problem's target; see `LossComparison.targetRemark`.
  package private(set) var targetRemarks: [(problem: Int, text: String)] = []

  /// - Parameter rate: the learning rate of a problem and optimizer.
  package init(
    _ context: RunOverview, rate: (_ problem: Int, _ optimizer: Int) -> Double
  ) {
    problemDifferences = ComparedProblems(context)?.differences ?? []
    for (problem, it) in context.problems.enumerated() {
      for network in it.networks.indices {
        let facts = LossComparison(context, problem: problem, network: network)
        let pairs = context.differences(problem: problem, network: network)
        let losses =
          facts.measure.quantity == nil
          ? facts
          : LossComparison(
            context, problem: problem, network: network,
            by: .loss(it.traits, network: network))
        var own = zip(facts.entries, losses.entries).map { entry, loss in
          ResultRow(
            entry, facts, loss: loss, context.runs(problem: problem, optimizer: entry.optimizer),
            problem: problem, network: network, rate: rate(problem, entry.optimizer))
        }
        if facts.measure.isRanked {
          for place in facts.lowest(pairs) { own[place].isLowest = true }
        }
        rows += own
        differences += pairs
        if facts.measure.isRanked, !facts.targetRemark.isEmpty {
          targetRemarks.append((problem, facts.targetRemark))
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
    _ entry: LossComparison.Entry, _ facts: LossComparison, loss: LossComparison.Entry,
    _ runs: [RunOverview.Run], problem: Int, network: Int, rate: Double
  ) {
    let (isRanked, isRandom) = (facts.measure.isRanked, facts.measure.isRandom)
    func median(_ values: [Double]) -> Estimate { .median(values, isRandom: isRandom) }
    self.problem = problem
    self.network = network
    optimizer = entry.optimizer
    learningRate = rate
    seeds = entry.seeds
    finished = loss.finals.count
    diverged = entry.diverged.count
    finalMedian = median(loss.finals)
    finalMean = .mean(loss.finals, isRandom: isRandom)
    bestMedian = median(loss.bests)
    bestMean = .mean(loss.bests, isRandom: isRandom)
    measure = facts.measure.quantity
    rankedFinal = median(entry.ranked(entry.finals))
    rankedBest = median(entry.ranked(entry.bests))
    target = isRanked ? facts.target : nil
    reached = target == nil ? 0 : entry.reached.count
    let missing = [Double](repeating: .infinity, count: entry.ended - reached)
    stepsToTarget = median(target == nil ? [] : entry.reached.map(Double.init) + missing)
    func end(_ quantity: Quantity) -> Estimate {
      median(runs.filter(\.isFinished).compactMap { $0.last(quantity, network: network) })
    }
    deadUnits = end(.deadUnits)
    accuracy = end(.accuracy)
    heldOutLoss = end(.testLoss)
    heldOutAccuracy = end(.testAccuracy)
    rank = isRanked ? facts.rank(of: entry) : nil
  }
}
