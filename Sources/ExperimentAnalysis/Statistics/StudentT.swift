/// Student's t distribution, and the interval of a mean that it gives (Student, 1908).
package enum StudentT {
  /// The level of every interval of a mean.
  package static let level = 0.95

  /// The 95 % interval of the mean of a normal law, from a few of its values: mean ± t·s/√n, where s has
  /// n − 1 in its denominator; or that of another level. `nil` for fewer than two values, and where one is
  /// not finite.
  package static func interval(
    ofMean values: [Double], level: Double = StudentT.level
  ) -> Interval? {
    guard values.count > 1, values.allSatisfy(\.isFinite) else { return nil }
    // The square of a large number may be none.
    let scale = values.map(\.magnitude).max().flatMap { $0 > 0 ? $0 : nil } ?? 1
    let parts = values.map { $0 / scale }
    let count = Double(parts.count)
    let mean = parts.reduce(0, +) / count
    let variance = parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let reach =
      quantile((1 + level) / 2, degrees: parts.count - 1) * (variance / count).squareRoot()
    return Interval(low: scale * (mean - reach), high: scale * (mean + reach), level: level)
  }

  /// The value that a t of so many degrees of freedom is at or below with that probability.
  /// - Parameter probability: between 0 and 1, without either.
  package static func quantile(_ probability: Double, degrees: Int) -> Double {
    guard probability != 0.5 else { return 0 }
    guard probability > 0.5 else { return -quantile(1 - probability, degrees: degrees) }
    let tail = 2 * (1 - probability)
    var (low, high) = (0.0, 1.0)
    while twoSidedTail(high, degrees: degrees) > tail { (low, high) = (high, 2 * high) }
    while case let middle = (low + high) / 2, low < middle, middle < high {
      if twoSidedTail(middle, degrees: degrees) > tail { low = middle } else { high = middle }
    }
    return high
  }

  /// How often the magnitude of a t is larger than `t`.
  static func twoSidedTail(_ t: Double, degrees: Int) -> Double {
    let degrees = Double(degrees)
    return IncompleteBeta.regularized(degrees / (degrees + t * t), degrees / 2, 0.5)
  }
}
