import Foundation

/// A CSV file as RFC 4180 has it, read by the book, its cells by the names of their columns.
package struct CSVContent: Equatable, Sendable {
  /// The names of the columns, in their order.
  package let columns: [String]
  /// What is below them; a row may be longer or shorter than it should be.
  package let rows: [Row]

  package init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  package init(bytes: [UInt8]) {
    let lines = Self.lines(of: bytes)
    self.init(columns: lines.first ?? [], cells: Array(lines.dropFirst()))
  }

  private init(columns: [String], cells: [[String]]) {
    self.columns = columns
    let places = Dictionary(zip(columns, columns.indices)) { first, _ in first }
    rows = cells.map { Row(cells: $0, places: places) }
  }

  /// One line below the header.
  package struct Row: Equatable, Sendable {
    package let cells: [String]
    fileprivate let places: [String: Int]

    /// - Throws: `NoColumn`, so that a test of a column that is gone does not pass for its emptiness.
    package subscript(column: String) -> String {
      get throws {
        guard let place = places[column], place < cells.count else {
          throw NoColumn(name: column, row: cells)
        }
        return cells[place]
      }
    }

    /// The cells of some columns.
    package subscript(columns: String...) -> [String] {
      get throws { try columns.map { try self[$0] } }
    }

    /// `nil` for an empty cell, and for what is no number.
    package func number(_ column: String) throws -> Double? { Double(try self[column]) }

    package func integer(_ column: String) throws -> Int? { Int(try self[column]) }
  }

  package struct NoColumn: Error, CustomStringConvertible {
    var name: String
    var row: [String]

    package var description: String { "no cell in the column \"\(name)\": \(row)" }
  }

  /// The file without the columns whose names begin so.
  package func without(prefix: String) -> CSVContent {
    let kept = columns.indices.filter { !columns[$0].hasPrefix(prefix) }
    return CSVContent(
      columns: kept.map { columns[$0] },
      cells: rows.map { row in kept.filter { $0 < row.cells.count }.map { row.cells[$0] } })
  }

  private static func lines(of bytes: [UInt8]) -> [[String]] {
    let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
    let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    var lines: [[String]] = []
    var line: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if isQuoted, byte != quote {
        cell.append(byte)
      } else if isQuoted, place < bytes.count, bytes[place] == quote {
        // Two of them within quotes are one.
        cell.append(quote)
        place += 1
      } else if byte == quote, isQuoted || cell.isEmpty {
        isQuoted.toggle()
      } else if byte == carriageReturn, place < bytes.count, bytes[place] == lineFeed {
        continue
      } else if byte == comma || byte == lineFeed {
        line.append(String(decoding: cell, as: UTF8.self))
        cell = []
        guard byte != comma else { continue }
        lines.append(line)
        line = []
      } else {
        cell.append(byte)
      }
    }
    if !line.isEmpty || !cell.isEmpty {
      lines.append(line + [String(decoding: cell, as: UTF8.self)])
    }
    return lines
  }
}
