internal import Glibc

/// The chi-square distribution.
package enum ChiSquare {
  /// The probability of a value above `x`: the regularized upper incomplete gamma function
  /// Q(degrees / 2, x / 2).
  ///
  /// By its series below degrees / 2 + 1 and by its continued fraction above (Abramowitz and Stegun,
  /// 1964, equations 6.5.29 and 6.5.31), to about 1e-14.
  /// - Parameters:
  ///   - x: 0 for one below.
  ///   - degrees: of freedom, above 0.
  package static func survival(_ x: Double, degrees: Int) -> Double {
    guard x > 0 else { return 1 }
    let (a, x) = (Double(degrees) / 2, x / 2)
    let factor = exp(a * log(x) - x - lgamma(a))
    return x < a + 1 ? 1 - factor * series(a, x) : factor * fraction(a, x)
  }

  private static let rounds = 1_000
  private static let precision = 1e-16

  /// The sum of xⁿ / (a (a + 1) … (a + n)).
  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    for n in 1...rounds {
      term *= x / (a + Double(n))
      sum += term
      if term < sum * precision { break }
    }
    return sum
  }

  /// The continued fraction 1 / (x + 1 − a − 1(1 − a) / (x + 3 − a − …)), from its front (Lentz, 1976).
  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let least = 1e-300
    func bounded(_ value: Double) -> Double { abs(value) < least ? least : value }
    var b = x + 1 - a
    var c = 1 / least
    var d = 1 / bounded(b)
    var value = d
    for n in 1...rounds {
      let numerator = Double(n) * (a - Double(n))
      b += 2
      d = 1 / bounded(numerator * d + b)
      c = bounded(b + numerator / c)
      value *= c * d
      if abs(c * d - 1) < precision { break }
    }
    return value
  }
}
