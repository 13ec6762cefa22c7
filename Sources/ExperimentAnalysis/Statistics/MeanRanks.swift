/// The places of optimizers over problems: whether they differ at all, and by how much two must (Demšar:
/// Statistical Comparisons of Classifiers over Multiple Data Sets, 2006, section 3.2).
package struct MeanRanks: Sendable, Equatable {
  /// By problem and optimizer the place, from 1; equal ones share the mean of theirs.
  package let ranks: [[Double]]

  /// - Parameter losses: by problem and optimizer; the lowest is first. Infinite ones are equal.
  package init(losses: [[Double]]) { ranks = losses.map(Self.midranks) }

  /// The places of values, from 1 for the lowest; equal ones share the mean of theirs.
  package static func midranks(_ values: [Double]) -> [Double] {
    values.map { value in
      let (lower, equal) = (values.count { $0 < value }, values.count { $0 == value })
      return Double(lower) + Double(equal + 1) / 2
    }
  }

  /// The mean place of each optimizer.
  package var means: [Double] {
    guard let first = ranks.first else { return [] }
    return first.indices.map { optimizer in
      ranks.reduce(0) { $0 + $1[optimizer] } / Double(ranks.count)
    }
  }

  /// Friedman's χ² (1937), divided by what ties leave of it, as SciPy has it:
  /// 12 n / (k (k + 1)) · Σ (mean − (k + 1) / 2)² / (1 − Σ (t³ − t) / (n k (k² − 1))), of n problems, k
  /// optimizers and groups of t equal ones. `nil` where all are equal on every problem.
  package var chiSquared: Double? {
    let (n, k) = (Double(ranks.count), Double(ranks.first?.count ?? 0))
    guard n > 0, k > 1 else { return nil }
    let middle = (k + 1) / 2
    let spread = means.reduce(0.0) { $0 + ($1 - middle) * ($1 - middle) }
    var ties = 0.0
    for own in ranks {
      for rank in Set(own) {
        let count = Double(own.count { $0 == rank })
        ties += count * (count * count - 1)
      }
    }
    let left = 1 - ties / (n * k * (k * k - 1))
    return left > 0 ? 12 * n / (k * (k + 1)) * spread / left : nil
  }

  /// How often chance alone would part the mean places so far: of χ² with k − 1 degrees of freedom,
  /// which is about right from five problems on.
  package var probability: Double? {
    chiSquared.map { ChiSquare.survival($0, degrees: (ranks.first?.count ?? 0) - 1) }
  }

  /// The error level of `criticalDifference`.
  package static let level = 0.05

  /// How far two mean places must lie apart to be told from each other, all pairs compared (Nemenyi,
  /// 1963): q √(k (k + 1) / (6 n)), with q the quantile of the studentized range by √2.
  package var criticalDifference: Double {
    let (n, k) = (Double(ranks.count), ranks.first?.count ?? 0)
    guard n > 0, k > 1 else { return .infinity }
    return Self.criticalValue(count: k) * (Double(k) * Double(k + 1) / (6 * n)).squareRoot()
  }

  /// q of that many optimizers.
  package static func criticalValue(count: Int) -> Double {
    StudentizedRange.quantile(1 - level, count: count) / 2.0.squareRoot()
  }
}
