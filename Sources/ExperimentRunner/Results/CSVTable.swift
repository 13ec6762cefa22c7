internal import OptimizerLab

/// The one way CSV is written: comma, LF, shortest digits that read back to the same number, an
/// empty field where a value does not exist.
package struct CSVTable: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var isAtLineStart = true

  package init(columns: [String]) {
    for column in columns { text(column) }
    endLine()
  }

  /// A text, quoted where it must be. Control characters become spaces, and a text that a
  /// spreadsheet would take for a formula gets a leading quote mark.
  package mutating func text(_ value: String) {
    separate()
    let cell = Self.cell(value)
    let needsQuotes = cell.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    guard needsQuotes else {
      bytes += cell.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func number(_ value: Double?) {
    separate()
    guard let value, value.isFinite else { return }
    // A zero has no sign for a reader.
    bytes += JSONNode.shortestText(of: value == 0 ? 0 : value).utf8
  }

  package mutating func number(_ value: Int?) {
    separate()
    if let value { bytes += String(value).utf8 }
  }

  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    isAtLineStart = true
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
