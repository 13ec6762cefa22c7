import Foundation
import OptimizerLab
import TestSupport
import Testing

/// The polynomials against the C library's functions in Double, whose own error is some 10⁻⁹ of a
/// Float's last place. In a release build all Floats for which the answer is not plain are tried;
/// in a debug build, and where it is plain, one in so many.
@Suite("A polynomial")
struct PolynomialTests {
  #if DEBUG
    static let stride = 1009
  #else
    static let stride = 1
  #endif
  static let wideStride = 101 * stride

  /// Blocks of Floats by the upper bits of their patterns: the exponents from 2⁻²⁶ to 2⁷, where eˣ
  /// is neither 1 nor out of range.
  static let exponents = Array(127 - 26...127 + 7)

  @Test("gives eˣ within 2 ulp", arguments: exponents)
  func exponential(exponent: Int) {
    #expect(worst(exponent, [0, 0x8000_0000], Float.exp, Foundation.exp) <= 1.9)
  }

  @Test("gives 1 for e to the least powers, and 0 or infinity beyond the largest")
  func exponentialElsewhere() {
    for bits in Swift.stride(from: UInt32(0), to: Float(0x1p-26).bitPattern, by: Self.wideStride) {
      let x = Float(bitPattern: bits)
      guard Float.exp(x) == 1, Float.exp(-x) == 1 else {
        Issue.record("e^±\(x) is not 1")
        return
      }
    }
    for bits in Swift.stride(
      from: Float(0x1p8).bitPattern, through: Float.infinity.bitPattern, by: Self.wideStride)
    {
      let x = Float(bitPattern: bits)
      guard Float.exp(x) == .infinity, Float.exp(-x) == 0 else {
        Issue.record("e^\(x) is \(Float.exp(x)), e^−\(x) is \(Float.exp(-x))")
        return
      }
    }
  }

  @Test(
    "is exact where eˣ turns",
    arguments: [
      (0, 1), (-0.0, 1), (.infinity, .infinity), (-.infinity, 0),
      (.leastNonzeroMagnitude, 1), (-.leastNonzeroMagnitude, 1),
      // The last that is finite, the first that is not.
      (0x1.62e42ep6, 0x1.ffff08p127), (0x1.62e43p6, .infinity),
      // The last that is a subnormal, the first that is 0.
      (-0x1.9fe368p6, 0x1p-149), (-0x1.9fe36ap6, 0),
    ] as [(Float, Float)])
  func exponentialTurns(x: Float, y: Float) {
    #expect((Double(Float.exp(x)) - Double(y)).magnitude <= 2 * Double(y.ulp) || Float.exp(x) == y)
  }

  @Test("lets NaN through")
  func notANumber() {
    #expect(Float.exp(.nan).isNaN)
    #expect(Float.exp(-.nan).isNaN)
    #expect(Float.tanh(.nan).isNaN)
    #expect(Float.exp(Float(bitPattern: 0x7f80_0001)).isNaN)
    #expect(Float.tanh(Float(bitPattern: 0xffff_ffff)).isNaN)
  }

  @Test("gives tanh x within 7 ulp", arguments: Array(127 - 13...127 + 3))
  func tangent(exponent: Int) {
    #expect(worst(exponent, [0], Float.tanh, Foundation.tanh) <= 6.9)
  }

  @Test("gives x for the tanh of the least, 1 for that of the largest, and an odd function")
  func tangentElsewhere() {
    for bits in Swift.stride(from: UInt32(0), to: Float(0x1p-13).bitPattern, by: Self.wideStride) {
      let x = Float(bitPattern: bits)
      guard Float.tanh(x) == x || Float.tanh(x) == x.nextDown else {
        Issue.record("tanh \(x) is \(Float.tanh(x))")
        return
      }
    }
    for bits in Swift.stride(
      from: Float(16).bitPattern, through: Float.infinity.bitPattern, by: Self.wideStride)
    {
      guard Float.tanh(Float(bitPattern: bits)) == 1 else {
        Issue.record("tanh \(Float(bitPattern: bits)) is not 1")
        return
      }
    }
    for bits in Swift.stride(
      from: UInt32(0), through: Float.infinity.bitPattern, by: Self.wideStride)
    {
      let x = Float(bitPattern: bits)
      guard Float.tanh(-x) == -Float.tanh(x) else {
        Issue.record("tanh −\(x) is not −tanh \(x)")
        return
      }
    }
  }

  @Test("stays within ±1 as tanh, and at or above 0 as eˣ")
  func bounds() {
    var generator = MersenneTwister(seed: 1)
    for _ in 0..<1_000_000 {
      let x = Float(bitPattern: generator.word())
      guard x.isNaN || (Float.tanh(x).magnitude <= 1 && Float.exp(x) >= 0) else {
        Issue.record("tanh \(x) is \(Float.tanh(x)), e^\(x) is \(Float.exp(x))")
        return
      }
    }
  }

  /// The largest error in ulp over all Floats of one exponent and these signs.
  private func worst(
    _ exponent: Int, _ signs: [UInt32], _ ours: (Float) -> Float, _ exact: (Double) -> Double
  ) -> Double {
    var worst = 0.0
    for sign in signs {
      let first = UInt32(exponent) << 23 | sign
      for fraction in Swift.stride(from: UInt32(0), to: 1 << 23, by: Self.stride) {
        let x = Float(bitPattern: first | fraction)
        let error = ours(x).error(from: exact(Double(x)))
        if error > worst { worst = error }
      }
    }
    return worst
  }
}
