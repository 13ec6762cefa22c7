package import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// By how much two ways to train differ on the same seeds, and whether that can be told from chance.
package struct PairedDifference: Sendable, Equatable {
  /// What is subtracted: the losses, or, where those of the two span a factor of ten, their natural
  /// logarithms, so that the exponential of a difference is a ratio.
  package enum Scale: String, Sendable {
    case difference
    case logRatio = "log_ratio"
  }

  /// One of the two.
  enum Side: Sendable { case first, second }

  package var scale: Scale
  /// The seeds under which both finished, and those under which one of them did and the other ended.
  package var seeds: Int
  package var compared: Int
  /// Over the seeds under which both finished.
  package var mean: Estimate
  /// Over those under which one of them did: infinite where the other diverged.
  package var median: Estimate
  /// Under how many seeds the first one ended lower, the second one, and both with the same loss; one
  /// that diverged is higher than one that finished.
  package var firstLower: Int
  package var secondLower: Int
  package var equal: Int
  /// By the sign-flip test, alone and after Holm's correction over the pairs that belong together;
  /// `nil` where no chance plays, or no loss is better for being lower.
  package var probability: Double?
  package var corrected: Double?
  /// Of both losses over the seeds under which both finished: how much of the seeds' chance is common
  /// to the two, and falls out of their difference.
  package var correlation: Double?
  /// Which of the two the test's sum favours; `nil` for neither.
  private var favoured: Side?
  private var isRandom: Bool

  /// Whether the difference can be told from chance.
  package var isClear: Bool { corrected.map { $0 <= Holm.level } ?? false }

  /// The one that can be told to have the lower loss. Where no chance plays, it is seen.
  var lowerSide: Side? {
    if isClear { return favoured }
    guard !isRandom, (firstLower == 0) != (secondLower == 0) else { return nil }
    return firstLower > 0 ? .first : .second
  }

  /// Whether both ended with the same loss under every seed.
  package var isEqual: Bool { equal > 0 && firstLower == 0 && secondLower == 0 }

  package init(
    _ first: LossComparison.Entry, _ second: LossComparison.Entry, by measure: Measure
  ) {
    isRandom = measure.isRandom
    let losses = first.pairs(with: second).filter { $0.isFinite || $1.isFinite }
    let both = losses.filter { $0.isFinite && $1.isFinite }
    scale = Self.scale(of: losses.flatMap { [$0, $1] }.filter(\.isFinite))
    let onScale: (Double) -> Double = scale == .logRatio ? { log($0) } : { $0 }
    let all = losses.map { onScale($0) - onScale($1) }
    (seeds, compared) = (both.count, all.count)
    mean = .mean(all.filter(\.isFinite), isRandom: isRandom)
    median = .median(all, isRandom: isRandom)
    firstLower = losses.count { $0 < $1 }
    secondLower = losses.count { $0 > $1 }
    equal = losses.count { $0 == $1 }
    correlation = Correlation.pearson(both.map { (onScale($0), onScale($1)) })
    let isTested = isRandom && measure.isRanked
    probability = isTested ? SignFlip.probability(all) : nil
    favoured = SignFlip.direction(all).map { $0 < 0 ? .first : .second }
  }

  /// - Parameter losses: finite ones of both.
  private static func scale(of losses: [Double]) -> Scale {
    guard let low = losses.min(), let high = losses.max(), low > 0 else { return .difference }
    return high / low >= 10 ? .logRatio : .difference
  }

  /// The same with the two in the other order.
  package var turned: PairedDifference {
    var other = self
    other.mean = mean.negated
    other.median = median.negated
    (other.firstLower, other.secondLower) = (secondLower, firstLower)
    other.favoured = favoured.map { $0 == .first ? .second : .first }
    return other
  }
}
