internal import OptimizerLab

/// How a file is written, and where in it the wanted columns are: what has to be known before its rows
/// are read.
struct TableForm {
  let format: CSVFormat
  let header: TableHeader
  let columns: TableColumns
  /// The columns that are read, each once.
  let used: [Int]
  /// Its rows below the header.
  let rows: CSVRows
  /// What was found from the file, in whole sentences.
  private(set) var notes: [String] = []
  private(set) var warnings: [String] = []
  private let path: String
  private let request: TableRequest

  init(_ path: String, _ request: TableRequest) throws(DataError) {
    let bytes = try Self.bytes(path)
    // Refuses what is no UTF-8.
    _ = try CSVRows(bytes, path: path)
    self.path = path
    self.request = request
    var format = request.format
    let guess = CSVGuess(
      bytes, path: path, format: format, hasHeader: request.hasHeader ?? true)
    format.separator =
      request.separator
      ?? guess.separator(
        commaHasToProve: request.hasHeader == false || request.point == UInt8(ascii: ","))
    if request.point == nil { format.point = guess.point(separator: format.separator) }
    self.format = format

    let start = CSVRows(valid: bytes, path: path, format: format)
    var rows = start
    guard let first = try rows.next(keeping: CSVRows.columnLimit) else {
      throw DataError(path, .emptyTable)
    }
    guard first.cellCount <= CSVRows.columnLimit else {
      throw DataError(
        path, .tooManyColumns(found: first.cellCount, limit: CSVRows.columnLimit))
    }
    let isHeader =
      request.hasHeader
      ?? !(request.namesOnlyPlaces(beside: first)
      && guess.beginsWithNumbers(separator: format.separator))
    header = TableHeader(first, isGiven: isHeader, path: path)
    self.rows = isHeader ? rows : start
    do throws(DataError) {
      columns = try TableColumns(request, in: header)
    } catch {
      let others = first.cellCount == 1 ? guess.alternatives : []
      throw others.isEmpty
        ? error : DataError(path, .oneColumn(separator: format.separator.words, others: others))
    }
    guard !columns.features.isEmpty else {
      throw DataError(path, .noFeatures)
    }
    used = columns.used
    say(first)
  }

  private static func bytes(_ path: String) throws(DataError) -> [UInt8] {
    var reader = try GzipReader(path: path)
    let limit = NumericTable.sizeLimit
    let bytes = try reader.read(atMost: limit + 1)
    guard bytes.count <= limit else { throw DataError(path, .tooLarge(limit: limit)) }
    try ForeignFormat.refuse(bytes, at: path, wanted: .table)
    return bytes
  }

  /// Tells what nobody said.
  private mutating func say(_ first: CSVRow) {
    let file = Echo.escaped(path)
    if request.separator == nil, format.separator != .comma {
      notes.append("\(file): its columns are separated by \(format.separator.words)")
    }
    if request.point == nil, format.point == UInt8(ascii: ",") {
      notes.append("\(file): its numbers have a comma before the fraction (\"decimal\": \",\")")
    }
    guard request.hasHeader == nil else { return }
    if !header.isGiven {
      notes.append(
        "\(file): its first row is all numbers, and was read as data, not as names "
          + "(\"header\": false)")
    } else if request.namesOnlyPlaces(beside: first),
      let place = first.cells.firstIndex(where: {
        DecimalText(first.bytes, $0.range, point: format.point) != nil
      })
    {
      warnings.append(
        "\(file): its first row was taken for the names of the columns, though "
          + "\(Echo.quoted(first.text(ofCell: place))) is a number; \"header\": false reads it as "
          + "data")
    }
  }

  /// Refuses a file whose columns are others than those of one that was read before.
  func check(isLike known: TableColumns) throws(DataError) {
    let (own, other) = (columns.features.count, known.features.count)
    guard own == other, columns.targets.count == known.targets.count else {
      throw DataError(path, .otherColumns(found: own, expected: other))
    }
    guard header.isGiven else { return }
    for (mine, other) in zip(columns.features, known.features) {
      let (name, wanted) = (columns.names[mine.place], known.names[other.place])
      guard name == wanted else {
        throw DataError(path, .otherColumn(found: name, expected: wanted))
      }
    }
  }
}

extension TableRequest {
  /// Whether columns are asked for by nothing but their places, or texts that may be places: of these not
  /// all are names of the first row.
  fileprivate func namesOnlyPlaces(beside first: CSVRow) -> Bool {
    let names = Set(first.cells.indices.map { Array(first.text(ofCell: $0).utf8) })
    func isName(_ column: ColumnName) -> Bool {
      guard case .name(let text) = column else { return false }
      return names.contains(Array(text.utf8))
    }
    func isPlace(_ column: ColumnName) -> Bool {
      guard case .name(let text) = column else { return true }
      let ends = text.split(separator: "..", omittingEmptySubsequences: false)
      return ends.count <= 2 && ends.allSatisfy { Int($0) != nil }
    }
    var wanted = targets
    if case .list(let items) = features {
      for case .columns(let column) in items { wanted.append(column) }
      for case .oneHot(let column) in items { wanted.append(column) }
    }
    return wanted.allSatisfy(isPlace)
      && !(wanted.contains(where: isName)
        && wanted.allSatisfy { column in
          if case .name = column { isName(column) } else { true }
        })
  }
}
