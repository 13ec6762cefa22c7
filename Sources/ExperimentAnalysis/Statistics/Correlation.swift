/// How far two rows of numbers go together.
package enum Correlation {
  /// Pearson's coefficient; `nil` for fewer than three pairs, of which two always lie on a line, where
  /// one is not finite, and where either row has one value only.
  package static func pearson(_ pairs: [(Double, Double)]) -> Double? {
    guard pairs.count > 2, pairs.allSatisfy({ $0.0.isFinite && $0.1.isFinite }) else { return nil }
    guard let first = deviations(pairs.map(\.0)), let second = deviations(pairs.map(\.1)) else {
      return nil
    }
    return zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The distances from the mean, as a row of length 1; `nil` where there are none to speak of.
  private static func deviations(_ values: [Double]) -> [Double]? {
    guard let largest = values.map(\.magnitude).max(), largest > 0 else { return nil }
    let parts = values.map { $0 / largest }
    let mean = parts.reduce(0, +) / Double(parts.count)
    let away = parts.map { $0 - mean }
    let length = away.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 1e-14 ? away.map { $0 / length } : nil
  }
}
