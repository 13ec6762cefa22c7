/// What a number's text says about whole numbers: exactly, whatever the number's size.
///
/// `32`, `32.0`, `1e3` and `1500e-1` are whole, `0.5` is not.
enum WholeNumber: Equatable {
  /// The digits, with a leading `-` where it is negative.
  case whole(String)
  case fractional
  /// Whole, but of more digits than any integer type holds.
  case enormous

  /// - Parameter text: a number in JSON's grammar.
  init(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let unsigned = isNegative ? text.dropFirst() : text[...]
    let parts = unsigned.split(whereSeparator: { $0 == "e" || $0 == "E" })
    let mantissa = parts[0].split(separator: ".")
    let fraction = mantissa.count > 1 ? mantissa[1] : ""

    var digits = (mantissa[0] + fraction).drop(while: { $0 == "0" })
    if digits.isEmpty {
      self = .whole("0")
      return
    }
    // Trailing zeros count for the exponent, so that only a digit that matters can be a fraction.
    let significant = digits.count - digits.reversed().prefix(while: { $0 == "0" }).count
    let dropped = digits.count - significant
    digits = digits.prefix(significant)

    let exponent = parts.count > 1 ? Self.exponent(parts[1]) : 0
    let zeros = exponent - fraction.count + dropped
    if zeros < 0 {
      self = .fractional
    } else if zeros + significant > 40 {
      self = .enormous
    } else {
      self = .whole((isNegative ? "-" : "") + digits + String(repeating: "0", count: zeros))
    }
  }

  /// An exponent beyond reach becomes one that is still far beyond every file's digits.
  private static func exponent(_ text: Substring) -> Int {
    let limit = 1 << 40
    guard let value = Int(text) else { return text.hasPrefix("-") ? -limit : limit }
    return min(max(value, -limit), limit)
  }
}
