/// How likely one optimizer ends below another.
package enum Improvement {
  /// What stands for the mean over all problems where problems are counted from 0.
  package static let allProblems = -1

  /// The probability that a value of the first is below one of the second: of all pairs the share in
  /// which it is, and half of those that are equal; U / (n m) (Mann and Whitney, 1947; Agarwal et al.:
  /// Deep Reinforcement Learning at the Edge of the Statistical Precipice, 2021, section 4.3).
  /// - Parameters:
  ///   - first: n values, of which infinite ones are the highest, and equal.
  ///   - second: m values.
  /// - Returns: `nil` where one of the two has none.
  package static func probability(_ first: [Double], below second: [Double]) -> Double? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let (values, others) = (first.sorted(), second.sorted())
    var (wins, below, notAbove) = (0.0, 0, 0)
    for value in values {
      while below < others.count, others[below] < value { below += 1 }
      while notAbove < others.count, others[notAbove] <= value { notAbove += 1 }
      wins += Double(others.count - notAbove) + Double(notAbove - below) / 2
    }
    return wins / Double(first.count * second.count)
  }
}

/// The mean of the middle half.
package enum InterquartileMean {
  /// The mean without the ⌊n / 4⌋ lowest and as many of the highest (Agarwal et al., 2021, section
  /// 4.2): less shaken by one odd seed than the mean, and by fewer than the median.
  /// - Returns: `nil` for no values; infinite where more than a quarter are.
  package static func of(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    let cut = sorted.count / 4
    let kept = sorted.dropFirst(cut).dropLast(cut)
    return kept.isEmpty ? nil : kept.reduce(0) { $0 + $1 / Double(kept.count) }
  }
}
