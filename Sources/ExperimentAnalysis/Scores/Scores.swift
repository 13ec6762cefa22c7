internal import ExperimentRunner
internal import OptimizerLab

/// What the optimizers of an experiment are worth over its problems.
package struct Scores: Sendable {
  /// The problems whose optimizers can be ranked and of which all have a trial that ended.
  package let outcomes: [Outcomes]
  /// Those of them that have a loss to reach.
  package let raced: [Outcomes]
  /// Of the time to it; `nil` for fewer than two problems or two optimizers.
  package let profile: PerformanceProfile?
  /// Of the median final losses; `nil` for fewer than two problems or two optimizers.
  package let ranks: MeanRanks?
  /// How many optimizers there are.
  package let count: Int
  /// Those whose pairs are all told; `nil` for all.
  private let prominent: [Int]?

  /// From so many problems on a critical difference is told (Demšar, 2006, section 3.2.2: of fewer, χ²
  /// is a poor measure of chance).
  package static let leastProblems = 5

  package init(_ context: RunOverview) {
    let outcomes = context.problems.indices.compactMap { Outcomes(context, problem: $0) }
      .filter(\.isComplete)
    let count = context.optimizers.count
    let raced = outcomes.filter { $0.target != nil }
    self.outcomes = outcomes
    self.raced = raced
    self.count = count
    prominent = context.prominent
    let last = Outcomes.parts.count - 1
    profile =
      raced.count > 1 && count > 1
      ? PerformanceProfile(times: (0..<count).map { optimizer in raced.map { $0.cost(optimizer) } })
      : nil
    ranks =
      outcomes.count > 1 && count > 1
      ? MeanRanks(
        losses: outcomes.map { own in
          (0..<count).map { own.median($0, after: last) ?? .infinity }
        }) : nil
  }

  /// Whether there are problems enough to tell how far mean ranks must lie apart.
  package var hasCriticalDifference: Bool { outcomes.count >= Self.leastProblems && ranks != nil }

  /// Over all problems and seeds the interquartile mean of the final loss by that at the start;
  /// `nil` where more than a quarter of the trials diverged, or a start is not above 0.
  package func relativeLoss(_ optimizer: Int) -> Double? {
    let parts = outcomes.flatMap { own in
      own.trials[optimizer].map { trial in
        own.start.flatMap { $0 > 0 ? trial.final / $0 : nil } ?? .nan
      }
    }
    guard !parts.contains(where: \.isNaN) else { return nil }
    return InterquartileMean.of(parts).flatMap { $0.isFinite ? $0 : nil }
  }
}

/// A row of `profile.csv`: which share of the problems an optimizer solves within so many times the
/// fastest one's time.
package struct ProfileRow: Sendable, Equatable {
  package var optimizer: Int
  package var tau: Double
  package var share: Double
}

/// A row of `scores.csv`: one optimizer over all problems.
package struct ScoreRow: Sendable, Equatable {
  package var optimizer: Int
  /// Problems with a loss to reach, and the area under the profile from 1 to 4 on them.
  package var racedProblems: Int
  package var profileScore: Double?
  package var trapezoidScore: Double?
  /// Problems by whose final losses optimizers are ranked, and the mean rank.
  package var rankedProblems: Int
  package var meanRank: Double?
  /// Of all optimizers; `nil` of fewer than five problems.
  package var chiSquared: Double?
  package var probability: Double?
  package var criticalDifference: Double?
  package var relativeLoss: Double?
  /// The mean over problems and other optimizers of the probability to end lower.
  package var improvement: Double?
}

/// A row of `improvement.csv`: how likely one optimizer ends lower than another.
package struct ImprovementRow: Sendable, Equatable {
  /// `nil` for the mean over all problems.
  package var problem: Int?
  package var optimizer: Int
  package var other: Int
  /// Trials that ended; of the mean over problems, all of them.
  package var seeds: Int
  package var otherSeeds: Int
  package var probability: Double
}

/// A row of `budgets.csv`: how an optimizer stands after a part of its steps.
package struct BudgetRow: Sendable, Equatable {
  package var problem: Int
  package var optimizer: Int
  package var part: Double
  /// Over the seeds; infinite where at least half had diverged, `nil` where nothing was recorded.
  package var median: Double?
  /// Equal ones share the mean of their places; `nil` where some optimizer's loss is not known.
  package var rank: Double?
}

extension Scores {
  /// Where the curves of `profile.csv` end: at the score's limit or, up to 64, as far on as there are
  /// finite ratios.
  package var lastTau: Double {
    let largest = (profile?.ratios ?? []).joined().filter(\.isFinite).max() ?? 1
    var end = PerformanceProfile.limit
    while end < largest, end < 64 { end *= 2 }
    return end
  }

  /// A curve each: a row at 1, at every step of it, and at the end.
  package var profileRows: [ProfileRow] {
    guard let profile else { return [] }
    return profile.ratios.enumerated().flatMap { optimizer, ratios in
      Set([1, lastTau] + ratios.filter { $0 < lastTau }).sorted().map { tau in
        ProfileRow(optimizer: optimizer, tau: tau, share: profile.share(optimizer, within: tau))
      }
    }
  }

  /// One an optimizer; none for fewer than two problems.
  package var rows: [ScoreRow] {
    guard let ranks else { return [] }
    let means = ranks.means
    return (0..<count).map { optimizer in
      ScoreRow(
        optimizer: optimizer, racedProblems: raced.count,
        profileScore: profile?.score(optimizer),
        trapezoidScore: profile?.trapezoidScore(optimizer), rankedProblems: outcomes.count,
        meanRank: means[optimizer],
        chiSquared: hasCriticalDifference ? ranks.chiSquared : nil,
        probability: hasCriticalDifference ? ranks.probability : nil,
        criticalDifference: hasCriticalDifference ? ranks.criticalDifference : nil,
        relativeLoss: relativeLoss(optimizer),
        improvement: improvement(of: optimizer))
    }
  }

  /// Over the other optimizers the mean of the means over the problems.
  private func improvement(of optimizer: Int) -> Double? {
    let means = (0..<count).filter { $0 != optimizer }.compactMap { other -> Double? in
      let own = outcomes.compactMap { improvement($0, of: optimizer, over: other)?.probability }
      return own.isEmpty ? nil : own.reduce(0, +) / Double(own.count)
    }
    return means.isEmpty ? nil : means.reduce(0, +) / Double(means.count)
  }

  private func improvement(
    _ own: Outcomes, of optimizer: Int, over other: Int
  ) -> ImprovementRow? {
    let (a, b) = (own.trials[optimizer].map(\.final), own.trials[other].map(\.final))
    return Improvement.probability(a, below: b).map {
      ImprovementRow(
        problem: own.problem, optimizer: optimizer, other: other, seeds: a.count,
        otherSeeds: b.count, probability: $0)
    }
  }

  /// Of many optimizers the pairs of those in colour, and those with the best and the first of the spec.
  private var pairs: [(optimizer: Int, other: Int)] {
    let anchors = prominent.map { Set($0.prefix(1) + [0]) }
    func isTold(_ first: Int, _ second: Int) -> Bool {
      guard let prominent, let anchors else { return true }
      return anchors.contains(first) || anchors.contains(second)
        || prominent.contains(first) && prominent.contains(second)
    }
    return (0..<count).flatMap { first in
      (0..<count).filter { $0 != first && isTold(first, $0) }.map { (first, $0) }
    }
  }

  /// Of every problem the ordered pairs, then of several problems the means over them.
  package var improvements: [ImprovementRow] {
    let pairs = pairs
    let single = outcomes.flatMap { own in
      pairs.compactMap { improvement(own, of: $0.optimizer, over: $0.other) }
    }
    guard outcomes.count > 1 else { return single }
    let byPair = Dictionary(grouping: single) { [$0.optimizer, $0.other] }
    return single
      + pairs.map { first, second in
        let own = byPair[[first, second]] ?? []
        return ImprovementRow(
          problem: nil, optimizer: first, other: second, seeds: own.reduce(0) { $0 + $1.seeds },
          otherSeeds: own.reduce(0) { $0 + $1.otherSeeds },
          probability: own.reduce(0) { $0 + $1.probability } / Double(own.count))
      }
  }

  /// Of every problem and part, one an optimizer.
  package var budgets: [BudgetRow] {
    guard count > 1 else { return [] }
    return outcomes.flatMap { own in
      Outcomes.parts.enumerated().flatMap { place, part in
        let medians = (0..<count).map { own.median($0, after: place) }
        let ranks =
          medians.contains { $0 == nil } ? nil : MeanRanks.midranks(medians.compactMap { $0 })
        return (0..<count).map { optimizer in
          BudgetRow(
            problem: own.problem, optimizer: optimizer, part: part, median: medians[optimizer],
            rank: ranks?[optimizer])
        }
      }
    }
  }
}

extension RunOverview {
  package var scores: Scores { Scores(self) }
}
