internal import Glibc

/// The range of several standard normal values: Student's studentized range where the spread is known
/// (infinite degrees of freedom).
package enum StudentizedRange {
  /// The probability that the range of `count` values is at most `q`:
  /// count · ∫ φ(z) (Φ(z) − Φ(z − q))^(count − 1) dz (Pearson and Hartley, 1942).
  package static func probability(_ q: Double, count: Int) -> Double {
    guard q > 0 else { return 0 }
    // The trapezoid over an integrand that falls like a normal density is right to the last digits.
    let (step, end) = (0.02, 9.0)
    var sum = 0.0
    for place in 0...Int((2 * end / step).rounded()) {
      let z = Double(place) * step - end
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      sum += density * pow(normal(z) - normal(z - q), Double(count - 1))
    }
    return min(Double(count) * sum * step, 1)
  }

  /// The range that `count` values stay within with this probability; by bisection, to about 1e-12.
  /// - Parameters:
  ///   - probability: above 0 and below 1.
  ///   - count: 2 or more.
  package static func quantile(_ probability: Double, count: Int) -> Double {
    var (low, high) = (0.0, 20.0)
    while high - low > 1e-13 * high {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      if self.probability(middle, count: count) < probability {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }

  private static func normal(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }
}
