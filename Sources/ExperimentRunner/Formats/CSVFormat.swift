/// How a table is written down.
package struct CSVFormat: Equatable, Sendable {
  package enum Separator: Equatable, Sendable {
    /// One character of ASCII.
    case character(UInt8)
    /// A run of blanks and tabs; at the ends of a line it separates nothing.
    case blanks
  }

  package var separator = Separator.comma
  /// What stands around a cell, and doubled within; `nil` for nothing.
  package var quote: UInt8? = UInt8(ascii: "\"")
  /// What begins a comment, which goes to the end of its line; `nil` for nothing.
  package var comment: UInt8?
  /// What stands before a number's fraction.
  package var point = UInt8(ascii: ".")

  package init() {}
}

extension CSVFormat.Separator {
  package static let comma = Self.character(UInt8(ascii: ","))

  /// As a spec writes it: one character.
  package var text: String {
    switch self {
    case .character(let byte): String(UnicodeScalar(byte))
    case .blanks: " "
    }
  }

  /// `";"`, `a tab`
  var words: String {
    switch self {
    case .character(UInt8(ascii: "\t")): "a tab (\"\\t\")"
    case .character: "\"\(text)\""
    case .blanks: "runs of blanks (\" \")"
    }
  }
}
