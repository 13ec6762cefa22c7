internal import Glibc

/// The regularized incomplete beta function I(x; a, b), by the continued fraction of the DLMF, 8.17.22,
/// evaluated by Lentz's method.
package enum IncompleteBeta {
  /// - Parameters:
  ///   - x: from 0 to 1.
  ///   - a: above 0, as `b`.
  package static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast on this side only.
    guard x <= (a + 1) / (a + b + 2) else { return 1 - regularized(1 - x, b, a) }
    let front = exp(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
    return front / (a * fraction(x, a, b))
  }

  /// 1 + d₁/(1 + d₂/(1 + …)).
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var (value, c, d) = (1.0, 1.0, 0.0)
    for place in 1...10_000 {
      let m = Double(place / 2)
      let term =
        place % 2 == 0
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 + term * d
      d = 1 / (d == 0 ? tiny : d)
      c = 1 + term / c
      c = c == 0 ? tiny : c
      value *= c * d
      if abs(c * d - 1) < 1e-16 { break }
    }
    return value
  }
}

/// The logarithm of the gamma function of a positive number.
func logGamma(_ x: Double) -> Double { lgamma(x).0 }
