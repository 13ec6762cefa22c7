import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("A number for the eye")
struct NumberTextTests {
  @Test(
    "has as few characters as say it",
    arguments: [
      (0.05, "0.05"), (412, "412"), (1.2e-7, "1.2e-7"), (412_345, "412000"), (-2.5, "-2.5"),
      (1e6, "1e6"), (999_999, "1e6"), (0.001, "0.001"), (0.0009994, "0.000999"), (0.0001, "0.0001"),
      (0.00009994, "9.99e-5"), (0, "0"),
      (-0.0, "0"), (Double.leastNonzeroMagnitude, "4.94e-324"),
      (2.2250738585072014e-308, "2.23e-308"),
      (1e-306, "1e-306"), (1.7976931348623157e308, "1.8e308"), (.infinity, "inf"),
      (-.infinity, "-inf"), (.nan, "nan"), (-.nan, "nan"),
    ] as [(Double, String)])
  func short(value: Double, text: String) { #expect(NumberText.short(value) == text) }

  @Test(
    "has about four digits to be compared by",
    arguments: [
      (0.5, "0.5000"), (9.99996, "10.00"), (123.456, "123.5"), (99_999.7, "100000"),
      (412_345.4, "412345"), (1e6, "1.00e6"), (0.001, "0.001000"), (0.0009995, "9.99e-4"),
      (0, "0"), (-0.0, "0"), (Double.leastNonzeroMagnitude, "4.94e-324"),
      (-1.7976931348623157e308, "-1.80e308"),
      (.infinity, "inf"), (.nan, "nan"),
    ] as [(Double, String)])
  func fourDigits(value: Double, text: String) { #expect(NumberText.fourDigits(value) == text) }

  /// Doubles of every size: random bits.
  private static let anyNumbers: [Double] = {
    var generator = MersenneTwister(seed: 14)
    return (0..<20_000).map { _ in
      Double(bitPattern: UInt64(generator.word()) << 32 | UInt64(generator.word()))
    }
  }()

  @Test("has the digits of printf, whatever its bits are")
  func printf() {
    for value in Self.anyNumbers where value.isFinite {
      let three = Double(String(format: "%.2e", value))
      #expect(Double(NumberText.short(value)) == three, "\(value)")
      let text = NumberText.fourDigits(value)
      let four = Double(text) ?? .nan
      #expect(abs(four - value) <= 0.006 * abs(value) || abs(value) < 1e-300, "\(value): \(text)")
    }
  }

  @Test(
    "is rounded to so many digits, upwards where that is asked, and by no more than one of them")
  func rounded() {
    for value in Self.anyNumbers where value.isFinite {
      for digits in [1, 2, 6] {
        let nearest = NumberText.rounded(value, digits: digits)
        let printed = Double(String(format: "%.\(digits - 1)e", value)) ?? .nan
        #expect(nearest == printed || printed.isInfinite && nearest.isFinite, "\(value)")
        let up = NumberText.rounded(value, digits: digits, upwards: true)
        #expect(up >= value - 1e-9 * abs(value) && up >= nearest || up == value, "\(value)")
      }
    }
    #expect(NumberText.rounded(0.0501, digits: 2, upwards: true) == 0.051)
    #expect(NumberText.rounded(0.05, digits: 2, upwards: true) == 0.05)
    #expect(NumberText.rounded(0.05 + 1e-17, digits: 2, upwards: true) == 0.05)
    #expect(NumberText.rounded(9.91, digits: 2, upwards: true) == 10)
    #expect(NumberText.rounded(9.999999999999999e-26, digits: 6) == 1e-25)
    #expect(
      NumberText.rounded(Double.leastNonzeroMagnitude, digits: 2, upwards: true)
        == .leastNonzeroMagnitude)
    #expect(NumberText.rounded(.infinity, digits: 2, upwards: true) == .infinity)
  }
}
