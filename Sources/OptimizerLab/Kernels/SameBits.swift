internal import CLibxsmm
internal import Glibc
internal import Synchronization

/// Whether this process computes so that another processor, or another version of the C library, comes to the
/// same bits.
///
/// What differs between machines is two things. libxsmm has kernels for each kind of processor: those for AVX2
/// are asked for everywhere. And the C library's log(1 + x), eˣ − 1, hyperbolic tangent and error function
/// have other last bits from one version to the next (2.35, 2.36, 2.39 and 2.41 were compared); its exp, log,
/// pow, sin and cos do not, so the others are made of them here.
public enum SameBits {
  private static let isOn = Atomic(false)

  /// Begins to, for all that this process computes from now on; before its first product.
  public static func begin() {
    isOn.store(true, ordering: .relaxed)
    // Its first use asks the environment and the processor, and would forget what it was told before.
    libxsmm_init()
    // unsafe: the text lives for the call.
    unsafe libxsmm_set_target_arch("hsw")
  }

  public static var hasBegun: Bool { isOn.load(ordering: .relaxed) }
}

/// Functions of the C library's exp and log alone, to some units in the last place.
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

  /// eˣ − 1, as its quotient by log(eˣ), which is wrong by the same (Higham, Accuracy and Stability of
  /// Numerical Algorithms, 2nd edition, algorithm 1.14.1).
  package static func expm1(_ x: Double) -> Double {
    let power = Glibc.exp(x)
    guard power != 1 else { return x }
    guard power - 1 != -1, power.isFinite else { return power - 1 }
    return (power - 1) * x / Glibc.log(power)
  }

  /// (e²ˣ − 1) / (e²ˣ + 1)
  package static func tanh(_ x: Double) -> Double {
    guard !x.isNaN else { return x }
    guard x.magnitude < 20 else { return x < 0 ? -1 : 1 }
    let power = expm1(2 * x.magnitude)
    let value = power / (power + 2)
    return x.sign == .minus ? -value : value
  }

  /// The error function. Near 0 by its series in x·e^(−x²) (Abramowitz and Stegun, 7.1.6), whose terms are all
  /// of one sign; further out as 1 − erfc, by the continued fraction (7.1.14) from its end.
  package static func erf(_ x: Double) -> Double {
    guard !x.isNaN else { return x }
    let size = x.magnitude
    guard size < 6 else { return x < 0 ? -1 : 1 }
    let scale = Glibc.exp(-size * size)
    let value: Double
    if size < 2.5 {
      var term = size
      var sum = size
      var n = 0.0
      while term > sum * 1e-18 {
        n += 1
        term *= 2 * size * size / (2 * n + 1)
        sum += term
      }
      value = 2 / Double.pi.squareRoot() * scale * sum
    } else {
      var tail = size
      for n in stride(from: 60.0, to: 0, by: -1) { tail = size + n / 2 / tail }
      value = 1 - scale / (tail * Double.pi.squareRoot())
    }
    return x.sign == .minus ? -value : value
  }
}
