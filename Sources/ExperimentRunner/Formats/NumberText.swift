internal import FoundationEssentials
internal import SpecLanguage

/// Numbers for the eye.
///
/// The digits are those of the C library's `printf`, which rounds the number itself: scaling it by a
/// power of ten first would overflow at both ends of what a double holds.
package enum NumberText {
  /// Three significant digits, as few characters as say them: `0.05`, `412`, `0.000907`, `1.2e-7`.
  package static func short(_ value: Double) -> String {
    guard let parts = Scientific(value, digits: 3) else { return special(value) }
    guard (-4..<6).contains(parts.exponent) else {
      return "\(withoutZeros(parts.mantissa))e\(parts.exponent)"
    }
    return withoutZeros(PrintedNumber.fixed(parts.value, decimals: max(2 - parts.exponent, 0)))
  }

  /// The same for a text that is set, with minus signs: `−0.5`, `1.2e−7`. No program reads it.
  package static func typeset(_ value: Double) -> String {
    short(value).replacing("-", with: "−")
  }

  /// About four digits, no more than are needed to compare.
  package static func fourDigits(_ value: Double) -> String {
    guard let parts = Scientific(value, digits: 4) else { return special(value) }
    // Whole numbers are told whole, up to a million.
    guard parts.exponent >= -3, value.magnitude < 999_999.5 else {
      return Scientific(value, digits: 3)?.text ?? special(value)
    }
    return PrintedNumber.fixed(value, decimals: max(3 - parts.exponent, 0))
  }

  /// The number with so many significant digits, to nearest or, where it is said, upwards.
  package static func rounded(
    _ value: Double, digits: Int, upwards: Bool = false
  ) -> Double {
    guard let nearest = Scientific(value, digits: digits) else { return value }
    // What is a number of so many digits already must not be moved by its last bit.
    guard upwards, nearest.value < value - 1e-9 * value.magnitude else { return nearest.value }
    return nearest.next ?? value
  }

  /// What has no first digit that counts.
  private static func special(_ value: Double) -> String {
    value == 0 ? "0" : value.isNaN ? "nan" : "\(value)"
  }

  private static func withoutZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let rest = text.reversed().drop { $0 == "0" }
    return String((rest.first == "." ? rest.dropFirst() : rest).reversed())
  }
}

/// A finite number other than zero, rounded to so many digits: a mantissa and a power of ten.
private struct Scientific {
  /// One digit before the point, with the sign: `-1.25`.
  let mantissa: String
  let exponent: Int

  init?(_ value: Double, digits: Int) {
    guard value.isFinite, value != 0 else { return nil }
    let parts = PrintedNumber.scientific(value, decimals: digits - 1).split(separator: "e")
    mantissa = String(parts[0])
    exponent = Int(parts[1]) ?? 0
  }

  var text: String { "\(mantissa)e\(exponent)" }

  /// Finite: see `next`, or the number as it was, where its digits round to more than a double holds.
  var value: Double {
    let value = Double(text) ?? 0
    return value.isFinite ? value : value < 0 ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude
  }

  /// The least number of so many digits above this one; `nil` where no double holds it.
  var next: Double? {
    let decimals = mantissa.split(separator: ".").dropFirst().first?.count ?? 0
    guard let whole = Int(mantissa.filter { $0 != "." }),
      let value = Double("\(whole + 1)e\(exponent - decimals)"), value.isFinite
    else { return nil }
    return value
  }
}
