extension JSONNode {
  public static var null: Self { Self(.null) }

  public static func bool(_ value: Bool) -> Self { Self(.bool(value)) }

  public static func string(_ value: String) -> Self { Self(.string(value)) }

  public static func array(_ elements: [JSONNode]) -> Self { Self(.array(elements)) }

  public static func object(_ members: [Member]) -> Self { Self(.object(members)) }

  public static func integer(_ value: some BinaryInteger) -> Self { Self(.number("\(value)")) }

  /// The shortest number that reads back as `value`, or `null`: JSON has no infinity and no NaN.
  public static func number(_ value: some BinaryFloatingPoint & LosslessStringConvertible) -> Self {
    value.isFinite ? Self(.number(shortestText(of: value))) : .null
  }

  /// The fewest digits that read back as `value`, as a person would write them: `32`, `1e-8`.
  package static func shortestText(
    of value: some BinaryFloatingPoint & LosslessStringConvertible
  ) -> String {
    let text = value.description
    // On bytes: all are ASCII, and this is what writing a large table takes most of its time for.
    let digits = text.utf8
    guard let e = digits.firstIndex(of: UInt8(ascii: "e")) else {
      return endsInZero(digits[...]) ? String(text.dropLast(2)) : text
    }
    var mantissa = digits[..<e]
    if endsInZero(mantissa) { mantissa = mantissa.dropLast(2) }
    guard let exponent = Int(text[digits.index(after: e)...]) else { return text }
    return "\(Substring(mantissa))e\(exponent)"
  }

  /// Whether a number's text ends in ".0".
  private static func endsInZero(_ digits: Substring.UTF8View) -> Bool {
    digits.last == UInt8(ascii: "0") && digits.dropLast().last == UInt8(ascii: ".")
  }
}
