internal import OptimizerLab
internal import SpecLanguage

/// The one way CSV is written: comma, LF, shortest digits that read back to the same number, an
/// empty field where a value does not exist.
package struct CSVTable: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var isAtLineStart = true
  /// Texts as they are written, by their bytes: names come again in every row, and two that differ
  /// only in how a letter is composed are two.
  private var texts: [[UInt8]: [UInt8]] = [:]

  package init(columns: [String]) {
    for column in columns { text(column) }
    endLine()
  }

  /// A text, quoted where it must be. Control characters become spaces, and a text that a
  /// spreadsheet would take for a formula gets a leading quote mark.
  package mutating func text(_ value: String) {
    separate()
    let key = Array(value.utf8)
    if let known = texts[key] {
      bytes += known
      return
    }
    let encoded = Self.encoded(value)
    texts[key] = encoded
    bytes += encoded
  }

  private static func encoded(_ value: String) -> [UInt8] {
    let cell = Array(cell(value).utf8)
    let quote = UInt8(ascii: "\"")
    guard cell.contains(where: { $0 == UInt8(ascii: ",") || $0 == quote }) else { return cell }
    return [quote] + cell.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }

  package mutating func number(_ value: Double?) {
    separate()
    if let text = Self.number(value) { bytes += text.utf8 }
  }

  /// A number as a cell has it; `nil` for none, and for one that is not finite.
  package static func number(_ value: Double?) -> String? {
    guard let value, value.isFinite else { return nil }
    // Half of all numbers are counts; a zero has no sign for a reader.
    let isWhole = value.magnitude < 1e15 && value == value.rounded(.towardZero)
    return isWhole ? String(Int(value)) : JSONNode.shortestText(of: value)
  }

  package mutating func number(_ value: Int?) {
    separate()
    if let value { bytes += String(value).utf8 }
  }

  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    isAtLineStart = true
  }

  /// Writes what there is so far, and lets it go.
  mutating func flush(to file: OutputParts) throws(OutputError) {
    try file.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func separate() {
    if !isAtLineStart { bytes.append(UInt8(ascii: ",")) }
    isAtLineStart = false
  }

  /// The text of a cell as a reader gets it back.
  package static func cell(_ value: String) -> String {
    let plain = plain(value)
    guard let first = plain.unicodeScalars.first, "=+-@".unicodeScalars.contains(first) else {
      return plain
    }
    return "'" + plain
  }

  /// `value` with a space for every control character and line separator.
  package static func plain(_ value: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
