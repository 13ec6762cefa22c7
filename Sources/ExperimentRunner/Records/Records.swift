/// A table of numbers with named columns: what a trial recorded. NaN stands for a value that does
/// not exist.
package struct Records<Table: RecordTable>: Sendable, Equatable {
  package typealias Column = Table.Column

  /// Row by row.
  package private(set) var values: [Double] = []
  private let width = Table.layout.columns.count

  package static var columns: [Column] { Table.layout.columns }

  package init() {}

  /// - Parameter values: row by row, whole rows.
  package init?(values: [Double]) {
    guard values.count % width == 0 else { return nil }
    self.values = values
  }

  package var count: Int { values.count / width }

  /// - Parameter row: what there is of the table's columns.
  package mutating func append(_ row: [Column: Double]) {
    for column in Self.columns { values.append(row[column] ?? .nan) }
  }

  /// The value at a row and a column of this table; `nil` where there is none.
  package subscript(row: Int, column: Column) -> Double? {
    guard let place = Table.layout.place(of: column) else {
      preconditionFailure("\(Table.layout.name) has no column \(column.rawValue)")
    }
    return self[row, place]
  }

  /// The value at a row and a column's place in it.
  package subscript(row: Int, place: Int) -> Double? {
    let value = values[row * width + place]
    return value.isNaN ? nil : value
  }
}

extension RecordTable where Column == Quantity {
  /// Where these columns stand in a row.
  package static func places(of columns: [Quantity]) -> [Int] {
    columns.compactMap { layout.place(of: $0) }
  }
}
