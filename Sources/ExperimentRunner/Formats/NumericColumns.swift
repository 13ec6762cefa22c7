internal import OptimizerLab

/// Where the wanted columns of a table are, and how their cells become numbers.
struct NumericColumns {
  private let path: String
  private let header: [String]
  private let features: [Int]
  private let target: Int

  /// Finds each wanted name in the header, where it has to stand exactly once.
  init(
    features: [String], target: String, header row: CSVRow, path: String
  ) throws(DataError) {
    let header = row.cells.indices.map(row.text)
    var places: [Int] = []
    for name in features { places.append(try Self.place(of: name, in: header, path: path)) }
    self.path = path
    self.header = header
    self.features = places
    self.target = try Self.place(of: target, in: header, path: path)
  }

  /// Appends the numbers of a row.
  func append(
    _ row: CSVRow, inputs: inout [Float], targets: inout [Float]
  ) throws(DataError) {
    guard row.cellCount == header.count else {
      throw DataError(
        path, .wrongCellCount(line: row.line, found: row.cellCount, expected: header.count))
    }
    for feature in features { inputs.append(try number(at: feature, of: row)) }
    targets.append(try number(at: target, of: row))
  }

  private static func place(
    of name: String, in header: [String], path: String
  ) throws(DataError) -> Int {
    // By their bytes: two ways to encode an é are two names in every other program.
    let found = header.indices.filter { header[$0].utf8.elementsEqual(name.utf8) }
    guard let place = found.first else {
      throw DataError(path, .missingColumn(name, known: header))
    }
    guard found.count == 1 else {
      throw DataError(path, .doubledColumn(name, positions: found.map { $0 + 1 }))
    }
    return place
  }

  private func number(at place: Int, of row: CSVRow) throws(DataError) -> Float {
    let letters = row.letters(ofCell: place)
    if let number = Float(decimal: letters), number.isFinite { return number }
    let line = row.line(ofCell: place)
    let column = header[place]
    let text = row.text(ofCell: place)
    if text.isEmpty { throw DataError(path, .emptyCell(line: line, column: column)) }
    if Float(decimal: letters) != nil {
      throw DataError(path, .tooLargeNumber(line: line, column: column, found: text))
    }
    throw DataError(path, .notANumber(line: line, column: column, found: text))
  }
}
