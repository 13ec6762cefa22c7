/// Text from outside, made fit for a terminal: nothing in it can move the cursor or hide.
package enum TerminalText {
  /// `text` with every character that does not print in the form `\u{1b}`.
  package static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { $0 += escaped($1) }
  }

  package static func escaped(_ scalar: Unicode.Scalar) -> String {
    scalar.isInvisible ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
  }

  /// How many columns a text takes, escaped.
  package static func columns(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// The escaped text, cut off with an ellipsis where it is wider than so many columns.
  package static func cut(_ text: String, toColumns limit: Int) -> String {
    if columns(of: text) <= limit { return escaped(text) }
    var (shown, used) = ("", 0)
    for scalar in text.unicodeScalars {
      used += width(of: scalar)
      if used > limit - 1 { break }
      shown += escaped(scalar)
    }
    return limit > 0 ? shown + "…" : ""
  }

  /// How many columns an escaped character takes.
  package static func width(of scalar: Unicode.Scalar) -> Int {
    let shown = escaped(scalar).unicodeScalars
    guard shown.count == 1 else { return shown.count }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return isWide(scalar) ? 2 : 1
    }
  }

  /// East Asian characters and most emoji take two columns.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// Whether it has no shape of its own, but moves the pen, turns the direction of writing, breaks the
  /// line, or means nothing: the one list for whatever shows text from outside.
  package var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      true
    default: false
    }
  }
}
