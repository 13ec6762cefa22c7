extension Float {
  /// The number that a text writes in decimal, rounded once, from the digits to single precision;
  /// infinite where it is too large, `nil` where the text is anything else.
  ///
  /// Digits, with or without a sign, a point and an exponent. Not what `Float(_:)` takes besides:
  /// `nan`, `inf`, hexadecimal.
  init?(decimal text: ArraySlice<UInt8>) {
    var rest = text
    Self.skipSign(&rest)
    let before = Self.skipDigits(&rest)
    var after = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      after = Self.skipDigits(&rest)
    }
    guard before + after > 0 else { return nil }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      Self.skipSign(&rest)
      guard Self.skipDigits(&rest) > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    self.init(String(decoding: text, as: UTF8.self))
  }

  private static func skipSign(_ text: inout ArraySlice<UInt8>) {
    if text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+") { text.removeFirst() }
  }

  private static func skipDigits(_ text: inout ArraySlice<UInt8>) -> Int {
    let digits = text.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
    text.removeFirst(digits)
    return digits
  }
}
