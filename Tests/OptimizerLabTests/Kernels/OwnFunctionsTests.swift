import Foundation
import OptimizerLab
import Testing

@Suite("An elementary function that has the same bits everywhere")
struct OwnFunctionsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var own: @Sendable (Double) -> Double
    var known: @Sendable (Double) -> Double
    var from: Double
    var to: Double
    /// In units of the last place.
    var error: Double
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    .init(
      name: "log1p", own: OwnFunctions.log1p, known: { Foundation.log1p($0) }, from: -0.999, to: 50,
      error: 3),
    .init(
      name: "expm1", own: OwnFunctions.expm1, known: { Foundation.expm1($0) }, from: -40, to: 40,
      error: 3),
    // Around a power of two, and to the ends of what it is.
    .init(
      name: "expm1 near 0", own: OwnFunctions.expm1, known: { Foundation.expm1($0) }, from: -1,
      to: 1, error: 3),
    .init(
      name: "expm1 far from 0", own: OwnFunctions.expm1, known: { Foundation.expm1($0) },
      from: -760, to: 709, error: 3),
    .init(
      name: "tanh", own: OwnFunctions.tanh, known: { Foundation.tanh($0) }, from: -25, to: 25,
      error: 6),
    .init(
      name: "erf", own: OwnFunctions.erf, known: { Foundation.erf($0) }, from: -7, to: 7, error: 5),
  ]

  @Test("is near the C library's, from the smallest numbers on", arguments: cases)
  func values(_ test: Case) {
    var worst = 0.0
    let width = test.to - test.from
    var arguments: [Double] = (0...20_000).map { place in
      test.from + width * Double(place) / 20_000
    }
    for exponent in 0...300 {
      let small = pow(10, -Double(exponent))
      arguments += [small, -small].filter { $0 > test.from }
    }
    for x in arguments {
      let (own, known) = (test.own(x), test.known(x))
      let place = max(known.magnitude.ulp, Double.leastNonzeroMagnitude)
      worst = max(worst, (own - known).magnitude / place)
    }
    #expect(worst <= test.error, "\(worst) units of the last place")
  }

  @Test("has the C library's value where there is no number near", arguments: cases)
  func special(_ test: Case) {
    let special: [Double] = [0, -0.0, .infinity, -.infinity, .nan, 1e300, -1e300, 710, -1, -2]
    for x in special {
      let (own, known) = (test.own(x), test.known(x))
      let isSame = own == known || own.isNaN && known.isNaN
      let isNear = (own - known).magnitude < 1e-15 * known.magnitude
      #expect(isSame || isNear, "\(x): \(own), not \(known)")
      if x == 0 { #expect(own.sign == known.sign) }
    }
  }
}
