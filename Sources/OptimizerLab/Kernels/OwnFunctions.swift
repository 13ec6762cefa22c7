internal import Glibc

/// Functions of arithmetic and of the C library's exp and log, to some units in the last place.
package enum OwnFunctions {
  /// log(1 + x). What 1 + x was rounded by is given back (Goldberg, What Every Computer Scientist Should
  /// Know About Floating-Point Arithmetic, theorem 4).
  package static func log1p(_ x: Double) -> Double {
    // 0 keeps its sign.
    guard x != 0 else { return x }
    let sum = 1 + x
    guard sum > 0, sum.isFinite else { return Glibc.log(sum) }
    return Glibc.log(sum) - ((sum - 1) - x) / sum
  }

  /// eˣ − 1. With x = n·ln 2 + r and |r| ≤ ln 2 / 2 it is 2ⁿ·(eʳ − 1) + (2ⁿ − 1), and eʳ − 1 the sum of the
  /// first fourteen terms of its series: the next is 3e-18 of it.
  package static func expm1(_ x: Double) -> Double {
    // 0 keeps its sign, and 2ⁿ has an exponent of its own.
    guard x != 0, x.magnitude < 700 else { return x == 0 ? x : Glibc.exp(x) - 1 }
    // Adding 1.5·2⁵² leaves the nearest integer in the low bits of the sum.
    let shifted = x * 1.442_695_040_888_963_4 + 6_755_399_441_055_744
    let n = shifted - 6_755_399_441_055_744
    // ln 2 in two parts, of which the first times n is exact.
    let r = (x - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33
    var p = 1.0 / 87_178_291_200
    p = p * r + 1.0 / 6_227_020_800
    p = p * r + 1.0 / 479_001_600
    p = p * r + 1.0 / 39_916_800
    p = p * r + 1.0 / 3_628_800
    p = p * r + 1.0 / 362_880
    p = p * r + 1.0 / 40_320
    p = p * r + 1.0 / 5_040
    p = p * r + 1.0 / 720
    p = p * r + 1.0 / 120
    p = p * r + 1.0 / 24
    p = p * r + 1.0 / 6
    p = p * r + 0.5
    p = p * r * r + r
    let exponent = UInt64(bitPattern: Int64(n) &+ 1023)
    let power = Double(bitPattern: exponent &<< 52)
    return power * p + (power - 1)
  }

  /// (e²ˣ − 1) / (e²ˣ + 1)
  package static func tanh(_ x: Double) -> Double {
    guard !x.isNaN else { return x }
    guard x.magnitude < 20 else { return x < 0 ? -1 : 1 }
    let power = expm1(2 * x.magnitude)
    let value = power / (power + 2)
    return x.sign == .minus ? -value : value
  }

  /// The error function, by its Taylor series about the nearest of `centres`.
  package static func erf(_ x: Double) -> Double {
    let size = x.magnitude
    guard size < 6 else { return x.isNaN ? x : x < 0 ? -1 : 1 }
    let place = (size * 8).rounded(.toNearestOrEven)
    let t = size - place / 8
    let a = centres[Int(place)]
    var value = a[12]
    value = value * t + a[11]
    value = value * t + a[10]
    value = value * t + a[9]
    value = value * t + a[8]
    value = value * t + a[7]
    value = value * t + a[6]
    value = value * t + a[5]
    value = value * t + a[4]
    value = value * t + a[3]
    value = value * t + a[2]
    value = value * t + a[1]
    value = value * t + a[0]
    return x.sign == .minus ? -value : value
  }

  /// The coefficients of the error function's series about 0, ⅛, ¼ and so on to 6. With f′ = 2/√π·e^(−x²) and
  /// f″ = −2x·f′ each follows from the two before it. Within 1/16 of a centre, what is left out comes to 2e-18.
  private static let centres: [SIMD16<Double>] = (0...48).map { place in
    let centre = Double(place) / 8
    var series = SIMD16<Double>(repeating: 0)
    series[0] = erfByTerms(centre)
    var before = 0.0
    var slope = 2 / Double.pi.squareRoot() * Glibc.exp(-centre * centre)
    for n in 1...12 {
      series[n] = slope / Double(n)
      (before, slope) = (slope, -2 * (centre * slope + before) / Double(n))
    }
    return series
  }

  /// The error function of what is not negative, as far as it takes. Near 0 by its series in x·e^(−x²)
  /// (Abramowitz and Stegun, 7.1.6), whose terms are all of one sign; further out as 1 − erfc, by the
  /// continued fraction (7.1.14) from its end.
  private static func erfByTerms(_ x: Double) -> Double {
    let scale = Glibc.exp(-x * x)
    guard x < 2.5 else {
      var tail = x
      for n in stride(from: 60.0, to: 0, by: -1) { tail = x + n / 2 / tail }
      return 1 - scale / (tail * Double.pi.squareRoot())
    }
    var term = x
    var sum = x
    var n = 0.0
    while term > sum * 1e-18 {
      n += 1
      term *= 2 * x * x / (2 * n + 1)
      sum += term
    }
    return 2 / Double.pi.squareRoot() * scale * sum
  }
}
