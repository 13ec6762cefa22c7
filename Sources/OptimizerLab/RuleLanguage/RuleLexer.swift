internal import SpecLanguage

/// Takes the text of an equation apart into words.
struct RuleLexer {
  /// Longer texts are refused.
  static let longest = 1000
  static let longestName = 40

  /// The longer ones first.
  static let symbols = [
    "<=", ">=", "==", "!=", "+", "-", "*", "/", "^", "(", ")", ",", "=", "<", ">",
  ]

  private let bytes: [UInt8]
  private var place = 0

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The words, the last of which is the end.
  static func tokens(of text: String) throws(RuleSyntaxError) -> [RuleToken] {
    var lexer = RuleLexer(text)
    guard lexer.bytes.count <= longest else {
      throw RuleSyntaxError(
        "has \(lexer.bytes.count) bytes; an equation has at most \(longest): give parts of it names "
          + "of their own", at: 0..<1)
    }
    var tokens: [RuleToken] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.form != .end
    return tokens
  }

  private mutating func next() throws(RuleSyntaxError) -> RuleToken {
    while place < bytes.count, bytes[place] == UInt8(ascii: " ") || bytes[place] == 0x09 {
      place += 1
    }
    let start = place
    guard place < bytes.count else { return RuleToken(form: .end, range: start..<start + 1) }
    if Self.isDigit(bytes[place]) { return try number() }
    if Self.beginsName(bytes[place]) { return try name() }
    if let mistake = RuleSlips.mistake(at: bytes[place...]) {
      throw RuleSyntaxError(mistake.message, at: start..<start + mistake.count)
    }
    for symbol in Self.symbols where bytes[place...].starts(with: symbol.utf8) {
      place += symbol.utf8.count
      return RuleToken(form: .symbol(symbol), range: start..<place)
    }
    throw foreign(at: start)
  }

  /// What no word begins with.
  private func foreign(at start: Int) -> RuleSyntaxError {
    // The text was a String, so there is a whole character.
    let scalar = String(decoding: bytes[start...].prefix(4), as: UTF8.self).unicodeScalars.first
    let character = scalar.map(String.init) ?? ""
    let range = start..<start + max(character.utf8.count, 1)
    if let scalar, let spelt = RuleSlips.spelling(of: scalar) {
      return RuleSyntaxError(
        "names are made of the letters a to z, digits and _: write \(quoted(spelt))", at: range)
    }
    return RuleSyntaxError("\(quoted(character)) means nothing in an equation", at: range)
  }

  private mutating func name() throws(RuleSyntaxError) -> RuleToken {
    let start = place
    while place < bytes.count, Self.beginsName(bytes[place]) || Self.isDigit(bytes[place]) {
      place += 1
    }
    let name = String(decoding: bytes[start..<place], as: UTF8.self)
    guard name.utf8.count <= Self.longestName else {
      throw RuleSyntaxError(
        "a name has at most \(Self.longestName) letters", at: start..<place)
    }
    // A letter of another alphabet goes on with the name, as in `beta₁`.
    if place < bytes.count, bytes[place] >= 0x80,
      RuleSlips.mistake(at: bytes[place...]) == nil
    {
      throw foreign(at: place)
    }
    return RuleToken(form: .name(name), range: start..<place)
  }

  /// As JSON has them, without a sign.
  private mutating func number() throws(RuleSyntaxError) -> RuleToken {
    let start = place
    skipDigits()
    if place - start > 1, bytes[start] == UInt8(ascii: "0") {
      throw RuleSyntaxError("a number does not begin with 0", at: start..<place)
    }
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      let point = place
      place += 1
      skipDigits()
      if place == point + 1 {
        throw RuleSyntaxError("a digit is missing after the point", at: start..<place)
      }
    }
    if let end = exponentEnd() { place = end }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if place < bytes.count, Self.beginsName(bytes[place]) {
      throw RuleSyntaxError(
        "is a * missing after \(clipped(text))? A product is written with it", at: place..<place + 1
      )
    }
    guard let value = Double(text), value.isFinite else {
      throw RuleSyntaxError("\(clipped(text)) is too large", at: start..<place)
    }
    if value == 0,
      text.utf8.prefix(while: { $0 | 0x20 != UInt8(ascii: "e") }).contains(where: {
        $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
      })
    {
      throw RuleSyntaxError(
        "\(clipped(text)) is too small: it would become 0", at: start..<place)
    }
    return RuleToken(form: .number(value), range: start..<place)
  }

  private mutating func skipDigits() {
    while place < bytes.count, Self.isDigit(bytes[place]) { place += 1 }
  }

  /// Where the exponent that begins here ends; `nil` where none does.
  private func exponentEnd() -> Int? {
    guard place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") else { return nil }
    var end = place + 1
    if end < bytes.count, bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-") {
      end += 1
    }
    let first = end
    while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
    return end > first ? end : nil
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  static func beginsName(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }

  /// Whether a text can be a name.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, beginsName(first), text.utf8.count <= longestName else {
      return false
    }
    return text.utf8.allSatisfy { beginsName($0) || isDigit($0) }
  }
}
