extension JSONParser {
  /// A mistake that the parser went on after.
  struct Mistake {
    var error: JSONSyntaxError
    /// Where `null` stands for what is no value.
    var replaced: Range<Int>?
  }

  /// Notes the mistake where the parser may go on, and throws it where it may not.
  mutating func goOn(
    after error: JSONSyntaxError, replacing range: Range<Int>? = nil
  ) throws(JSONSyntaxError) {
    guard isRecovering, mistakes.count < Diagnostics.limit else { throw error }
    mistakes.append(Mistake(error: error, replaced: range))
  }

  /// A number, or `null` for what only begins like one.
  mutating func parseNumberOrRecover() throws(JSONSyntaxError) -> JSONNode.Value {
    let start = position
    do throws(JSONSyntaxError) {
      return .number(try parseNumber())
    } catch {
      while let byte = next, !Self.endsWord(byte) { position += 1 }
      try goOn(after: error, replacing: start..<position)
      return .null
    }
  }

  /// Whether what comes next can only be a value, so that a comma is missing before it.
  var beginsValueClearly: Bool {
    next == UInt8(ascii: "\"") || next == UInt8(ascii: "{") || next == UInt8(ascii: "[")
  }

  /// Steps over a comment, if the parser goes on after those.
  /// - Returns: whether there was one.
  mutating func skipComment() -> Bool {
    guard isRecovering, mistakes.count < Diagnostics.limit, let end = commentEnd else {
      return false
    }
    mistakes.append(Mistake(error: error("JSON has no comments")))
    position = end
    return true
  }

  /// Where the comment that begins here ends: at its line's end, or after `*/`.
  private var commentEnd: Int? {
    let rest = bytes[position...]
    if rest.first == UInt8(ascii: "#") || rest.starts(with: "//".utf8) {
      return rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
    }
    guard rest.starts(with: "/*".utf8) else { return nil }
    var end = position + 2
    while end + 1 < bytes.count {
      if bytes[end] == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") { return end + 2 }
      end += 1
    }
    return nil
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x0A, 0x0D, 0x09, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "\""):
      true
    default: false
    }
  }
}
