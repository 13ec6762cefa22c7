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
    if text.hasSuffix(".0") { return String(text.dropLast(2)) }
    guard let e = text.firstIndex(of: "e") else { return text }
    var mantissa = text[..<e]
    if mantissa.hasSuffix(".0") { mantissa = mantissa.dropLast(2) }
    guard let exponent = Int(text[text.index(after: e)...]) else { return text }
    return "\(mantissa)e\(exponent)"
  }
}
