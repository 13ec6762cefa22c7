internal import OptimizerLab

/// The columns of a table, by name and by place.
struct TableHeader {
  /// In the order of the file; without a header their places from 0, in digits.
  let names: [String]
  /// Whether the file has the names.
  let isGiven: Bool
  private let path: String
  /// By bytes: two ways to encode an é are two names in every other program.
  private let places: [[UInt8]: [Int]]

  /// - Parameters:
  ///   - row: the first of the file.
  ///   - isGiven: whether it has the names.
  init(_ row: CSVRow, isGiven: Bool, path: String) {
    self.path = path
    self.isGiven = isGiven
    names = row.cells.indices.map { isGiven ? row.text(ofCell: $0) : "\($0)" }
    places = Dictionary(grouping: names.indices) { [names] in Array(names[$0].utf8) }
  }

  /// Where one column is.
  func place(of column: ColumnName) throws(DataError) -> Int {
    switch column {
    case .place(let number): return try place(number)
    case .name(let name):
      if let place = try placeOfName(name) { return place }
      // Without names, columns have only numbers.
      if !isGiven, let number = Int(name) { return try place(number) }
      throw DataError(path, .missingColumn(name, known: names))
    }
  }

  /// Where the columns are that an item of a list names.
  func places(of column: ColumnName) throws(DataError) -> [Int] {
    guard case .name(let text) = column, places[Array(text.utf8)] == nil, text.contains("..")
    else { return [try place(of: column)] }
    return try range(text)
  }

  /// `from..to`, both by name, or by number where no column has that name. Names may have points, too:
  /// what counts is the first `..` at which both sides are columns.
  private func range(_ text: String) throws(DataError) -> [Int] {
    let letters = Array(text.utf8)
    let points = UInt8(ascii: ".")
    for split in letters.indices.dropLast(2)
    where letters[split] == points && letters[split + 1] == points {
      let from = String(decoding: letters[..<split], as: UTF8.self)
      let to = String(decoding: letters[(split + 2)...], as: UTF8.self)
      guard let first = try end(from), let last = try end(to) else { continue }
      guard first <= last else {
        throw DataError(path, .backwardRange(text, from: names[first], to: names[last]))
      }
      return Array(first...last)
    }
    throw DataError(path, .missingRange(text, known: names))
  }

  /// One end of a range; `nil` where it is no column.
  private func end(_ text: String) throws(DataError) -> Int? {
    if let place = try placeOfName(text) { return place }
    guard let number = Int(text) else { return nil }
    return try place(number)
  }

  private func placeOfName(_ name: String) throws(DataError) -> Int? {
    guard let found = places[Array(name.utf8)], let place = found.first else { return nil }
    guard found.count == 1 else {
      throw DataError(path, .doubledColumn(name, positions: found.map { $0 + 1 }))
    }
    return place
  }

  private func place(_ number: Int) throws(DataError) -> Int {
    let place = number < 0 ? names.count &+ number : number
    guard names.indices.contains(place) else {
      throw DataError(path, .noSuchPlace(number, columns: names.count))
    }
    return place
  }
}

/// Where the wanted columns of a table are.
struct TableColumns: Equatable {
  struct Feature: Equatable {
    var place: Int
    var isOneHot: Bool
  }

  let features: [Feature]
  let targets: [Int]
  /// The names of all columns.
  let names: [String]

  init(_ request: TableRequest, in header: TableHeader) throws(DataError) {
    names = header.names
    var targets: [Int] = []
    var features: [Feature] = []
    // The features first: of two mistakes, it is the one that is told.
    if case .list(let items) = request.features {
      for item in items {
        switch item {
        case .columns(let column):
          features += try header.places(of: column).map { Feature(place: $0, isOneHot: false) }
        case .oneHot(let column):
          features.append(Feature(place: try header.place(of: column), isOneHot: true))
        }
      }
    }
    for column in request.targets { targets.append(try header.place(of: column)) }
    if case .all = request.features {
      features = names.indices.filter { !targets.contains($0) }
        .map { Feature(place: $0, isOneHot: false) }
    }
    self.features = features
    self.targets = targets
  }

  /// All columns that are read, each once.
  var used: [Int] { Array(Set(features.map(\.place) + targets)).sorted() }
}
