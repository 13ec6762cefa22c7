internal import OptimizerLab

/// Intervals by the bootstrap: how far a statistic strays when the seeds are drawn again, with
/// replacement, from those that there are (Efron, 1979; the percentile interval).
///
/// The draws come from a generator of their own, begun anew for each interval: the same values give
/// the same interval, and so two runs of an experiment the same table.
package enum Bootstrap {
  /// How many times the values are drawn.
  package static let count = 2_000
  private static let seed: UInt64 = 95

  /// Both ends of an interval.
  package struct Interval: Sendable, Equatable {
    package var low: Double
    package var high: Double

    package init(low: Double, high: Double) {
      self.low = low
      self.high = high
    }
  }

  /// The 95 % interval of a statistic of `values`; `nil` for fewer than two, which say nothing of how
  /// others would be.
  ///
  /// The ends are values that the statistic took, not means of two: an infinite value, that of a trial
  /// which did not come where it should, stays one.
  package static func interval(
    of values: [Double], _ statistic: ([Double]) -> Double?
  ) -> Interval? {
    guard values.count > 1, !values.contains(where: \.isNaN) else { return nil }
    var generator = MersenneTwister(seed: seed)
    var sample = values
    var found: [Double] = []
    found.reserveCapacity(count)
    for _ in 0..<count {
      for place in sample.indices {
        // 32 bits on a small count: the bias is below one in a hundred million.
        let draw = (UInt64(generator.word()) * UInt64(values.count)) >> 32
        sample[place] = values[Int(draw)]
      }
      guard let value = statistic(sample) else { return nil }
      found.append(value)
    }
    found.sort()
    return Interval(low: found[rank(0.025)], high: found[rank(0.975)])
  }

  /// The place of the smallest value that at least this part is at or below.
  private static func rank(_ part: Double) -> Int {
    max(Int((part * Double(count)).rounded(.up)) - 1, 0)
  }

  /// The mean; infinite where a value is.
  package static func mean(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let (sum, count) = (values.reduce(0, +), Double(values.count))
    // The sum of large numbers may be none.
    return sum.isInfinite && values.allSatisfy(\.isFinite)
      ? values.reduce(0) { $0 + $1 / count } : sum / count
  }
}
