internal import Foundation
internal import SpecLanguage

/// Numbers for the eye.
package enum NumberText {
  /// Three significant digits, as few characters as say them: `0.05`, `412`, `1.2e-7`.
  package static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return JSONNode.shortestText(of: abs(value)) }
    return text(rounded(value, digits: 3, .toNearestOrAwayFromZero))
  }

  /// The number with so many significant digits.
  package static func rounded(
    _ value: Double, digits: Int, _ rule: FloatingPointRoundingRule
  ) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let power = digits - 1 - Int(floor(log10(abs(value))))
    let scale = pow(10, Double(abs(power)))
    // What is a number of so many digits already must not be moved by its last bit.
    let scaled = power >= 0 ? value * scale : value / scale
    let whole =
      abs(scaled - scaled.rounded()) < 1e-9 * abs(scaled) ? scaled.rounded() : scaled.rounded(rule)
    return power >= 0 ? whole / scale : whole * scale
  }

  private static func text(_ value: Double) -> String {
    let size = abs(value)
    if size >= 1e-3, size < 1e6 {
      let text = String(format: "%.6f", value)
      return String(text.reversed().drop { $0 == "0" }.reversed()).trimmingSuffix(".")
    }
    let parts = String(format: "%.2e", value).split(separator: "e")
    let mantissa = String(parts[0].reversed().drop { $0 == "0" }.reversed()).trimmingSuffix(".")
    return "\(mantissa)e\(Int(parts[1]) ?? 0)"
  }

  /// About four digits, no more than are needed to compare.
  package static func fourDigits(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = value.magnitude
    if value == 0 { return "0" }
    if size >= 1e6 || size < 1e-3 { return scientific(value) }
    // One decimal more for each digit less before the first that counts.
    let decimals = [1000, 100, 10, 1, 0.1, 0.01].firstIndex { size >= $0 } ?? 6
    return fixed(value, decimals)
  }

  private static func scientific(_ value: Double) -> String {
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    // What would be rounded to 10.00 is 1.00 of the next power.
    if mantissa >= 9.995 {
      mantissa /= 10
      exponent += 1
    }
    return "\(value < 0 ? "-" : "")\(fixed(mantissa, 2))e\(exponent)"
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = Int((value.magnitude * scale).rounded())
    let sign = value < 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(rounded)" }
    let fraction = String(rounded % Int(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(rounded / Int(scale)).\(zeros)\(fraction)"
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
