internal import OptimizerLab

/// A statistic of several seeds with its interval.
package struct Estimate: Sendable, Equatable {
  /// `nil` where there is no value, or an infinite one.
  package var value: Double?
  /// `nil` for one seed, and where no chance plays: then another seed gives the same.
  package var interval: Interval?

  /// A median with the interval of order statistics, which may have infinite ends.
  /// - Parameter isRandom: whether another seed could have given another value.
  package static func median(
    _ values: [Double], isRandom: Bool = true, level: Double = OrderStatistics.level
  ) -> Estimate {
    Estimate(
      value: finite(Summary.median(values)),
      interval: isRandom ? OrderStatistics.interval(ofMedian: values, level: level) : nil)
  }

  /// A mean with the interval of Student's t.
  package static func mean(
    _ values: [Double], isRandom: Bool = true, level: Double = StudentT.level
  ) -> Estimate {
    Estimate(
      value: finite(average(values)),
      interval: isRandom ? StudentT.interval(ofMean: values, level: level) : nil)
  }

  private static func average(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let (sum, count) = (values.reduce(0, +), Double(values.count))
    // The sum of large numbers may be none.
    return sum.isInfinite && values.allSatisfy(\.isFinite)
      ? values.reduce(0) { $0 + $1 / count } : sum / count
  }

  private static func finite(_ value: Double?) -> Double? {
    value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// That of the same quantity with the other sign.
  var negated: Estimate {
    Estimate(value: value.map { -$0 }, interval: interval?.negated)
  }
}
