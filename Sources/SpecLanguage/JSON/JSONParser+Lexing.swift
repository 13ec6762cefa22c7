extension JSONParser {
  var next: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  mutating func skipSpace() {
    repeat {
      while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        position += 1
      }
    } while skipComment()
  }

  /// `true`, `false`, `null`, or an error that explains what stands there instead.
  mutating func parseWord() throws(JSONSyntaxError) -> JSONNode.Value {
    let word = wordAhead
    let value: JSONNode.Value? =
      switch word {
      case "true": .bool(true)
      case "false": .bool(false)
      case "null": .null
      default: nil
      }
    guard let value else {
      let error = unexpected("a value")
      guard !word.isEmpty else { throw error }
      let start = position
      position += word.utf8.count
      try goOn(after: error, replacing: start..<position)
      return .null
    }
    position += word.utf8.count
    return value
  }

  /// The letters, digits and underscores that come next.
  private var wordAhead: String {
    let word = bytes[position...].prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return String(decoding: word, as: UTF8.self)
  }

  func error(_ message: String) -> JSONSyntaxError {
    JSONSyntaxError(message, at: position)
  }

  /// The error for a place that does not hold `expectation`, with advice where it can be guessed
  /// what was meant.
  func unexpected(_ expectation: String) -> JSONSyntaxError {
    guard let byte = next else {
      return error("expected \(expectation), found the end of the file")
    }
    let word = wordAhead
    if !word.isEmpty {
      let found = "expected \(expectation), found \(quoted(word))"
      return error(Self.advice(forWord: word).map { "\(found); \($0)" } ?? found)
    }
    // Only this far, as the rest may be megabytes.
    let ahead = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    let found = "expected \(expectation), found \(quoted(String(ahead.unicodeScalars.prefix(1))))"
    return error(Self.advice(forByte: byte).map { "\(found); \($0)" } ?? found)
  }

  private static func advice(forWord word: String) -> String? {
    switch word.lowercased() {
    case "true", "false", "null": "did you mean \(word.lowercased())?"
    case "none", "nil": "did you mean null?"
    case "nan", "inf", "infinity": "JSON has no such number"
    default: nil
    }
  }

  private static func advice(forByte byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "'"): "JSON's quotes are double"
    case UInt8(ascii: "/"), UInt8(ascii: "#"): "JSON has no comments"
    case UInt8(ascii: "+"): "JSON's numbers have no sign but -"
    case UInt8(ascii: "."): "JSON's numbers begin with a digit"
    default: nil
    }
  }

  static func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
