internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Which of two is lower, by the interval of the difference under the same seeds.
package struct PairedVerdict: Sendable, Equatable {
  package enum Answer: Sendable { case first, second, cannotBeTold }

  package var answer: Answer
  package var message: String

  /// Where a trial diverged, or never came to what was to be reached, the difference is infinite, and it is
  /// the median of the differences that has an interval.
  /// - Parameters:
  ///   - level: that of the interval.
  ///   - statistic: of what that is an interval; of the median where a difference is infinite.
  package init(
    _ first: GoalValues, _ second: GoalValues, isRandom: Bool, level: Double = 0.95,
    statistic: MeasuredRuns.Statistic = .mean
  ) throws(GoalGap) {
    let others = Dictionary(
      second.bySeed.map { ($0.seed, $0.value) }, uniquingKeysWith: { first, _ in first })
    let pairs = first.bySeed.compactMap { entry -> (Double, Double)? in
      guard let a = Self.number(entry.value), let b = others[entry.seed].flatMap(Self.number)
      else { return nil }
      return a.isInfinite && b.isInfinite ? nil : (a, b)
    }
    guard !pairs.isEmpty else { throw GoalGap("there is no seed under which both ended") }
    let differences = pairs.map { $0 - $1 }
    let isOfMean = statistic == .mean && differences.allSatisfy(\.isFinite)
    let estimate: Estimate =
      isOfMean
      ? .mean(differences, isRandom: isRandom, level: level)
      : .median(differences, isRandom: isRandom, level: level)
    let what = isOfMean ? "mean difference" : "median difference"
    guard let interval = estimate.interval else {
      // Without chance, what is seen is so; one seed alone shows nothing.
      let sum = differences.reduce(0, +)
      answer = isRandom || sum == 0 || sum.isNaN ? .cannotBeTold : sum < 0 ? .first : .second
      message =
        "\(what) \(GoalJudge.number(sum)) in \(pairs.count) pair\(pairs.count == 1 ? "" : "s")"
      return
    }
    let isReliable = interval.level >= level - 1e-9
    answer =
      isReliable && interval.high < 0
      ? .first : isReliable && interval.low > 0 ? .second : .cannotBeTold
    let seeds = "\(pairs.count) seeds"
    message =
      "\(what) \(GoalJudge.number(estimate.value ?? .infinity)), "
      + "\(NumberText.short(level * 100)) % interval "
      + "[\(Self.end(interval.low)), \(Self.end(interval.high))] over \(seeds)"
  }

  private static func end(_ value: Double) -> String {
    value.isInfinite ? (value < 0 ? "-∞" : "∞") : NumberText.short(value)
  }

  private static func number(_ value: GoalValues.Value) -> Double? {
    switch value {
    case .number(let number): number
    case .notReached, .diverged: .infinity
    case .failed, .notRecorded, .word: nil
    }
  }
}
