internal import SpecLanguage

/// How a table is written, as far as a spec says it.
package struct TableWriting: Sendable {
  /// `nil` where the file tells.
  package var separator: String?
  /// `nil` where the file tells.
  package var decimal: Decimal?
  package var hasHeader: Bool?
  package var comment: String?
  package var quote = "\""
  package var missing: [String] = []

  package enum Decimal: String, Sendable, CaseIterable {
    case point = "."
    case comma = ","
  }

  mutating func configure(_ fields: inout Fields) {
    fields.text(
      "separator", &separator,
      "What stands between cells: one character, or \" \" for runs of blanks and tabs; without it, "
        + "what the file's first rows tell.")
    fields.choice(
      "decimal", &decimal,
      "What stands before the fraction of a number; without it, what the file's first rows tell.")
    fields.field(
      "header", &hasHeader, as: .flag,
      "Whether the first row has the names of the columns; without it, yes, unless all of it is "
        + "numbers and columns are asked for by number.")
    fields.text("comment", &comment, "One character; what follows it on a line is not read.")
    fields.text(
      "quote", &quote, "One character that stands around a cell, doubled within; \"\" for none.")
    fields.texts(
      "missing", &missing,
      "Texts that stand for a missing value, such as \"?\", \"NA\" and \"\": rows with one in a used "
        + "column are left out, and counted.")
    check(&fields)
  }

  private func check(_ fields: inout Fields) {
    for (name, text) in [("separator", separator), ("comment", comment), ("quote", quote)] {
      guard let text, !(name == "quote" && text.isEmpty) else { continue }
      if let objection = Self.objection(to: text) {
        fields.report(objection, at: [.key(name)])
      }
    }
    for (one, other) in [("comment", "quote"), ("comment", "separator"), ("quote", "separator")] {
      let texts = ["comment": comment, "quote": quote, "separator": separator]
      if let text = texts[one] ?? nil, !text.isEmpty, text == texts[other] ?? nil {
        fields.report("the same character as `\(other)`", at: [.key(one)])
      }
    }
  }

  /// What is wrong with a text that is to be one character between or around cells.
  private static func objection(to text: String) -> String? {
    guard text.utf8.count == 1, let byte = text.utf8.first, byte < 128 else {
      let isTab = text == "\\t"
      return "expected one character of ASCII, found \(text.unicodeScalars.count)"
        + (isTab ? "; JSON writes a tab \"\\t\", with one backslash" : "")
    }
    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    let isOfNumber =
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.".utf8.contains(byte)
    let isControl = byte < 32 && byte != UInt8(ascii: "\t") || byte == 127
    guard isLetter || isOfNumber || isControl else { return nil }
    return isControl
      ? "a control character does not stand in a line of text" : "this character is part of values"
  }

  /// What of it a reader of the file has to know.
  func apply(to request: inout TableRequest) {
    request.separator = separator?.utf8.first.map { byte in
      byte == UInt8(ascii: " ") ? .blanks : .character(byte)
    }
    request.point = decimal?.rawValue.utf8.first
    request.quote = quote.utf8.first
    request.comment = comment?.utf8.first
    request.hasHeader = hasHeader
    request.missing = missing
  }
}
