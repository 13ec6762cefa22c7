extension JSONParser {
  /// The text between two double quotes, its escapes resolved.
  mutating func parseString() throws(JSONSyntaxError) -> String {
    let opening = position
    position += 1
    var text = ""
    var plainStart = position
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text += plainText(from: plainStart)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text += plainText(from: plainStart)
        text.unicodeScalars.append(try parseEscape())
        plainStart = position
      case 0..<0x20:
        throw error(
          byte == 0x0A || byte == 0x0D
            ? "the text does not end on its line; a line break in it is written \\n"
            : "the control character \(Self.hexadecimal(byte)) in a text has to be escaped")
      default: position += 1
      }
    }
    throw JSONSyntaxError("the text that begins here does not end", at: opening)
  }

  private func plainText(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// The character that an escape stands for; from the backslash to past the escape.
  private mutating func parseEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let backslash = position
    position += 1
    let simple: Unicode.Scalar? =
      switch next {
      case UInt8(ascii: "\""): "\""
      case UInt8(ascii: "\\"): "\\"
      case UInt8(ascii: "/"): "/"
      case UInt8(ascii: "b"): "\u{8}"
      case UInt8(ascii: "f"): "\u{c}"
      case UInt8(ascii: "n"): "\n"
      case UInt8(ascii: "r"): "\r"
      case UInt8(ascii: "t"): "\t"
      default: nil
      }
    if let simple {
      position += 1
      return simple
    }
    guard next == UInt8(ascii: "u") else {
      throw JSONSyntaxError(
        "JSON has no such escape; a backslash is written \\\\", at: backslash)
    }
    let first = try parseCodeUnit(escapeAt: backslash)
    if let scalar = Unicode.Scalar(first) { return scalar }
    return try parseLowSurrogate(after: first, escapeAt: backslash)
  }

  /// The character that a pair of escapes stands for, the first of which was `high`.
  private mutating func parseLowSurrogate(
    after high: UInt16, escapeAt backslash: Int
  ) throws(JSONSyntaxError) -> Unicode.Scalar {
    let loneSurrogate = JSONSyntaxError(
      "the escape is half of a pair (a surrogate), and its other half is missing", at: backslash)
    guard UTF16.isLeadSurrogate(high), next == UInt8(ascii: "\\"),
      position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u")
    else { throw loneSurrogate }
    let second = position
    position += 1
    let low = try parseCodeUnit(escapeAt: second)
    guard UTF16.isTrailSurrogate(low) else { throw loneSurrogate }
    return UTF16.decode(UTF16.EncodedScalar([high, low]))
  }

  /// The four digits after `\u`.
  private mutating func parseCodeUnit(escapeAt backslash: Int) throws(JSONSyntaxError) -> UInt16 {
    position += 1
    let digits = bytes[position...].prefix(4)
    let text = String(decoding: digits, as: UTF8.self)
    // The initializer would take a sign too.
    guard digits.count == 4, digits.allSatisfy(Self.isHexadecimalDigit),
      let unit = UInt16(text, radix: 16)
    else {
      throw JSONSyntaxError("\\u has to be followed by four hexadecimal digits", at: backslash)
    }
    position += 4
    return unit
  }

  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
