internal import OptimizerLab

/// A whole table as text: what its cells say, whatever they mean.
package struct CSVText: Sendable {
  package let columns: [String]
  /// What is below the columns' names; a row may be longer or shorter than it should be.
  package let rows: [[String]]

  /// - Parameter path: the file, for messages.
  package init(_ bytes: [UInt8], path: String) throws(DataError) {
    var reader = try CSVRows(bytes, path: path)
    var lines: [[String]] = []
    while let row = try reader.next(keeping: CSVRows.columnLimit) {
      lines.append(row.cells.indices.map(row.text))
    }
    columns = lines.first ?? []
    rows = Array(lines.dropFirst())
  }
}
