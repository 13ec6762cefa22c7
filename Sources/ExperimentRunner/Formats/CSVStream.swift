internal import OptimizerLab

/// A CSV file that is written while its rows are made, and is never in memory as a whole.
package struct CSVStream {
  private var table: CSVTable
  private let file: OutputParts

  /// Bytes that are gathered before they go to the file.
  private static let pieceSize = 1 << 20

  package init(columns: [String], to file: OutputParts) {
    table = CSVTable(columns: columns)
    self.file = file
  }

  /// Bytes that are not in the file yet.
  package var pending: Int { table.bytes.count }

  package mutating func text(_ value: String) { table.text(value) }
  package mutating func number(_ value: Double?) { table.number(value) }
  package mutating func number(_ value: Int?) { table.number(value) }
  package mutating func number(_ value: UInt64) { table.text(String(value)) }

  package mutating func endLine() throws(OutputError) {
    table.endLine()
    if pending >= Self.pieceSize { try flush() }
  }

  /// Writes what is left; the last that is called.
  package mutating func flush() throws(OutputError) { try table.flush(to: file) }
}
