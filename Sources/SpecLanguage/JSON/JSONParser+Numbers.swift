extension JSONParser {
  /// The text of a number: `-`? then `0` or digits without a leading 0, then a fraction and an
  /// exponent, each of which may be left out.
  mutating func parseNumber() throws(JSONSyntaxError) -> String {
    let start = position
    skip(UInt8(ascii: "-"))
    let firstDigit = position
    try skipDigits(after: "\"-\"")
    if bytes[firstDigit] == UInt8(ascii: "0"), position - firstDigit > 1 {
      throw JSONSyntaxError("JSON's numbers do not begin with a 0 before other digits", at: start)
    }
    if skip(UInt8(ascii: ".")) { try skipDigits(after: "\".\"") }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      if !skip(UInt8(ascii: "-")) { skip(UInt8(ascii: "+")) }
      try skipDigits(after: "the exponent's \"e\"")
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  @discardableResult
  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipDigits(after what: String) throws(JSONSyntaxError) {
    let start = position
    while let byte = next, Self.isDigit(byte) { position += 1 }
    if position == start { throw unexpected("a digit after \(what)") }
  }
}
