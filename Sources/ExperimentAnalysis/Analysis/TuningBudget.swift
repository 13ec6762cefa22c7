internal import ExperimentRunner
internal import OptimizerLab

/// What comes of trying fewer configurations than were tried: of any `tries` of them, each as likely
/// to be drawn, none twice.
package enum TuningBudget {
  /// How likely each of `count` different scores is to be the best of so many draws, the best score
  /// first: C(count − i, tries − 1) / C(count, tries) for the i-th.
  package static func shares(count: Int, tries: Int) -> [Double] {
    let tries = min(tries, count)
    guard tries > 0 else { return [] }
    var share = Double(tries) / Double(count)
    return (1...count).map { place in
      defer {
        let left = Double(count - place)
        share *= left > 0 ? max(left - Double(tries) + 1, 0) / left : 0
      }
      return share
    }
  }

  /// The mean of the best of so many draws; infinite where all of them may be (J. Dodge et al.: Show
  /// Your Work, EMNLP 2019, arXiv:1909.03004, but drawn without replacement).
  package static func expectedBest(_ scores: [Double], tries: Int) -> Double {
    let sorted = scores.sorted()
    return zip(sorted, shares(count: sorted.count, tries: tries))
      .reduce(0) { $1.1 > 0 ? $0 + $1.0 * $1.1 : $0 }
  }

  /// Of each of several lists of scores, how likely the best of so many draws of it is the lowest of
  /// all lists' (P. Sivaprasad et al.: Optimizer Benchmarking Needs to Account for Hyperparameter
  /// Tuning, ICML 2020, arXiv:1910.11758). Equal ones share it; where all are infinite, none has it.
  package static func winProbabilities(_ lists: [[Double]], tries: Int) -> [Double] {
    let best = lists.map { merged($0, tries: tries) }
    return best.indices.map { own in
      best[own].filter(\.score.isFinite).reduce(0) { sum, item in
        // The coefficients: how likely so many others are equal, and none is lower.
        var ties = [1.0]
        for other in best.indices where other != own {
          let equal = best[other].first { $0.score == item.score }?.share ?? 0
          let above = best[other].filter { $0.score > item.score }.map(\.share).reduce(0, +)
          let both = ties.map { $0 * above } + [0]
          ties = both.indices.map { both[$0] + ($0 > 0 ? ties[$0 - 1] * equal : 0) }
        }
        let won = ties.enumerated().reduce(0) { $0 + $1.element / Double($1.offset + 1) }
        return sum + item.share * won
      }
    }
  }

  /// How likely each score is to be the best, equal ones together, the lowest first: sums over them are
  /// the same to the bit at every call.
  private static func merged(
    _ scores: [Double], tries: Int
  ) -> [(score: Double, share: Double)] {
    let sorted = scores.sorted()
    var merged: [(score: Double, share: Double)] = []
    for (score, share) in zip(sorted, shares(count: sorted.count, tries: tries)) {
      if merged.last?.score == score {
        merged[merged.count - 1].share += share
      } else {
        merged.append((score, share))
      }
    }
    return merged
  }

  /// A row of `tuning_budget.csv`: what one optimizer comes to on a problem with so many tries.
  package struct Row: Sendable, Equatable {
    package var problem: Int
    package var optimizer: Int
    package var tries: Int
    /// `nil` where all that is drawn may have diverged. On a surface, above the minimum.
    package var expectedBest: Double?
    package var winProbability: Double
  }

  /// Of the problems on which every configuration was judged.
  package static func rows(_ tuning: [TuningRow], offset: (_ problem: Int) -> Double) -> [Row] {
    let problems = Set(tuning.map(\.problem)).sorted()
    return problems.flatMap { problem -> [Row] in
      let own = tuning.filter { $0.problem == problem }
      guard own.allSatisfy({ $0.score != nil }) else { return [] }
      let optimizers = Set(own.map(\.optimizer)).sorted()
      let scores = optimizers.map { optimizer in
        own.filter { $0.optimizer == optimizer }.compactMap(\.score).map { $0 - offset(problem) }
      }
      let most = scores.map(\.count).max() ?? 0
      let wins = (0..<most).map { winProbabilities(scores, tries: $0 + 1) }
      return optimizers.indices.flatMap { place in
        (1...max(scores[place].count, 1)).map { tries in
          let best = expectedBest(scores[place], tries: tries)
          return Row(
            problem: problem, optimizer: optimizers[place], tries: tries,
            expectedBest: best.isFinite ? best : nil, winProbability: wins[tries - 1][place])
        }
      }
    }
  }
}
