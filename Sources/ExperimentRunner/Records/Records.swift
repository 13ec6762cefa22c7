/// A table of numbers with named columns: what a trial recorded. NaN stands for a value that does
/// not exist.
package struct Records<Column>: Sendable, Equatable
where Column: RecordColumn {
  /// Row by row.
  package private(set) var values: [Double] = []

  package static var columns: [Column] { Array(Column.allCases) }
  private static var width: Int { Column.allCases.count }

  package init() {}

  /// - Parameter values: row by row, whole rows.
  package init?(values: [Double]) {
    guard values.count % Self.width == 0 else { return nil }
    self.values = values
  }

  package var count: Int { values.count / Self.width }

  package mutating func append(_ row: [Column: Double]) {
    for column in Column.allCases { values.append(row[column] ?? .nan) }
  }

  /// The value at a row and column; `nil` where there is none.
  package subscript(row: Int, column: Column) -> Double? { self[row, column.place] }

  /// The value at a row and a column's place.
  package subscript(row: Int, place: Int) -> Double? {
    let value = values[row * Self.width + place]
    return value.isNaN ? nil : value
  }
}

/// A column of `Records`. The order of the cases is that of the columns; the raw value is the name
/// in the CSV file.
package protocol RecordColumn: PlacedCase {}
