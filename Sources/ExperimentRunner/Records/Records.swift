/// A table of numbers with named columns: what a trial recorded. NaN stands for a value that does
/// not exist.
package struct Records<Table: RecordTable>: Sendable, Equatable {
  package typealias Column = Table.Column

  /// Row by row.
  package private(set) var values: [Double] = []
  private let width = Table.layout.columns.count
  /// Columns that the version of the program which began the trial did not know. They are empty and
  /// stay so, even where the trial goes on: half a column could be compared with nothing.
  package private(set) var unknown: Set<Column> = []

  package static var columns: [Column] { Table.layout.columns }

  package init() {}

  /// - Parameter values: row by row, whole rows.
  package init?(values: [Double]) {
    guard values.count % width == 0 else { return nil }
    self.values = values
  }

  /// The table with other columns, or in another order, as another version wrote it; those that this
  /// one does not know are left out. `nil` for what is not whole rows, and where a key lacks.
  /// - Parameters:
  ///   - names: the names of the columns.
  ///   - values: row by row.
  package init?(columns names: [String], values: [Double]) {
    let sources = Self.columns.map { names.firstIndex(of: $0.rawValue) }
    unknown = Set(zip(Self.columns, sources).filter { $1 == nil }.map(\.0))
    guard unknown.isDisjoint(with: Table.layout.required), values.count % names.count == 0 else {
      return nil
    }
    if sources == Array(names.indices) {
      self.values = values
      return
    }
    for start in stride(from: 0, to: values.count, by: names.count) {
      self.values += sources.map { source in source.map { values[start + $0] } ?? .nan }
    }
  }

  /// The columns that a file has of it, by their names, and their values row by row.
  package var known: (columns: [String], values: [Double]) {
    let places = Self.columns.indices.filter { !unknown.contains(Self.columns[$0]) }
    let names = places.map { Self.columns[$0].rawValue }
    guard places.count < width else { return (names, values) }
    return (names, (0..<count).flatMap { row in places.map { values[row * width + $0] } })
  }

  package var count: Int { values.count / width }

  package mutating func append(_ row: RecordRow<Table>) {
    let start = values.count
    values += row.values
    for column in unknown {
      if let place = Table.layout.place(of: column) { values[start + place] = .nan }
    }
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

/// A row for a table, while it is filled: what there is of the table's columns.
package struct RecordRow<Table: RecordTable>: ExpressibleByDictionaryLiteral {
  fileprivate var values = [Double](repeating: .nan, count: Table.layout.columns.count)

  package init() {}

  package init(dictionaryLiteral elements: (Table.Column, Double)...) {
    for (column, value) in elements { self[column] = value }
  }

  /// The value of a column; columns of other tables have none, and take none.
  package subscript(column: Table.Column) -> Double? {
    get { Table.layout.place(of: column).flatMap { values[$0].isNaN ? nil : values[$0] } }
    set {
      if let place = Table.layout.place(of: column) { values[place] = newValue ?? .nan }
    }
  }
}

extension RecordTable where Column == Quantity {
  /// Where these columns stand in a row.
  package static func places(of columns: [Quantity]) -> [Int] {
    columns.compactMap { layout.place(of: $0) }
  }
}
