internal import Glibc

/// The interval of a median between two of the values themselves: whatever law they come from, the
/// median lies between the k-th lowest and the k-th highest of n with probability
/// 1 − 2·P(B < k), where B counts heads of n coins (Conover, Practical Nonparametric Statistics, 3.2).
package enum OrderStatistics {
  /// What the level is to be at least, where so few values can have it.
  package static let level = 0.95

  /// The narrowest interval, as many values off either end, that holds the median with 95 % or more;
  /// of so few values that none does, all of them, with their level. `nil` for fewer than two.
  ///
  /// - Parameters:
  ///   - values: may be infinite, as of a trial that diverged.
  ///   - wanted: another level than 95 %.
  package static func interval(
    ofMedian values: [Double], level wanted: Double = OrderStatistics.level
  ) -> Interval? {
    guard values.count > 1, !values.contains(where: \.isNaN) else { return nil }
    let sorted = values.sorted()
    let place = place(of: values.count, level: wanted)
    return Interval(
      low: sorted[place - 1], high: sorted[values.count - place],
      level: level(of: values.count, place: place))
  }

  /// The level that the interval of so many values has.
  package static func level(of count: Int) -> Double {
    level(of: count, place: place(of: count))
  }

  /// How many values from either end the interval's own end is, from 1.
  private static func place(of count: Int, level wanted: Double = OrderStatistics.level) -> Int {
    var place = 1
    var tail = chance(of: 0, in: count)
    while 2 * (place + 1) <= count {
      tail += chance(of: place, in: count)
      guard level(beyond: tail) >= wanted else { break }
      place += 1
    }
    return place
  }

  private static func level(of count: Int, place: Int) -> Double {
    level(beyond: (0..<place).reduce(0.0) { $0 + chance(of: $1, in: count) })
  }

  /// Of so many heads among so many coins.
  private static func chance(of heads: Int, in count: Int) -> Double {
    let all = logGamma(Double(count) + 1) - Double(count) * log(2)
    return exp(all - logGamma(Double(heads) + 1) - logGamma(Double(count - heads) + 1))
  }

  /// 0.75 is told as such, not with the last bit of a logarithm.
  private static func level(beyond tail: Double) -> Double {
    ((1 - 2 * tail) * 1e12).rounded() / 1e12
  }
}
