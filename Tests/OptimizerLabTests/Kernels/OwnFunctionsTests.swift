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
      error: 4),
    .init(
      name: "tanh", own: OwnFunctions.tanh, known: { Foundation.tanh($0) }, from: -25, to: 25,
      error: 6),
    .init(
      name: "erf", own: OwnFunctions.erf, known: { Foundation.erf($0) }, from: -7, to: 7, error: 12),
  ]

  @Test("is near the C library's, from the smallest numbers on", arguments: cases)
  func values(_ test: Case) {
    var worst = 0.0
    var arguments = (0...20_000).map { test.from + (test.to - test.from) * Double($0) / 20_000 }
    arguments += (0...300).flatMap { [pow(10, -Double($0)), -pow(10, -Double($0))] }
      .filter { $0 > test.from }
    for x in arguments {
      let (own, known) = (test.own(x), test.known(x))
      worst = max(worst, (own - known).magnitude / max(known.magnitude.ulp, .leastNonzeroMagnitude))
    }
    #expect(worst <= test.error, "\(worst) units of the last place")
  }

  @Test("has the C library's value where there is no number near", arguments: cases)
  func special(_ test: Case) {
    for x in [0, -0.0, .infinity, -.infinity, .nan, 1e300, -1e300, 710, -1, -2] {
      let (own, known) = (test.own(x), test.known(x))
      #expect(
        own == known || own.isNaN && known.isNaN
          || (own - known).magnitude < 1e-15 * known.magnitude,
        "\(x): \(own), not \(known)")
      if x == 0 { #expect(own.sign == known.sign) }
    }
  }
}
