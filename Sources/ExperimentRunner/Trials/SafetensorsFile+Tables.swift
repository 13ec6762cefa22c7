internal import OptimizerLab

// Tables by columns: what is counted in as few bytes as hold it, what never has a value in none, and the
// rest in 64 bits. Of a small network's trial that is half of what it recorded.
extension SafetensorsFile {
  /// A table with its columns' names in the metadata: `curves` has those of `curves.columns`, `curves.u8`
  /// and its like those that are whole numbers, with the largest for a value that does not exist, and
  /// `curves.empty` names those that have none.
  mutating func add<Table>(_ records: Records<Table>) {
    let name = Table.layout.name
    let (columns, values) = records.known
    var parts: [String: [Int]] = [:]
    for place in columns.indices {
      let own = stride(from: place, to: values.count, by: columns.count).lazy.map { values[$0] }
      parts[TableColumn.narrowest(of: own), default: []].append(place)
    }
    for (part, ending) in TableColumn.parts {
      let places = parts[part] ?? []
      guard !places.isEmpty || part == TableColumn.real else { continue }
      metadata.append(("\(name).\(part)", places.map { columns[$0] }.joined(separator: ",")))
      guard part != TableColumn.empty else { continue }
      let cells = (0..<records.count).flatMap { row in
        places.map { values[row * columns.count + $0] }
      }
      let shape = [records.count, places.count]
      switch part {
      case TableColumn.real: add(name, cells, shape: shape)
      default: add(whole: cells, as: "\(name)\(ending)", shape: shape)
      }
    }
  }

  /// A table by its columns' names: what the file lacks is empty, and what only a later version knows
  /// is passed over.
  func storedTable<Table>() -> Records<Table>? {
    let name = Table.layout.name
    guard let first = self[name], first.shape.count == 2 else { return nil }
    let rows = first.shape[0]
    var names: [String] = []
    var parts: [(start: Int, width: Int, cells: [Double])] = []
    for (part, ending) in TableColumn.parts {
      guard let own = text("\(name).\(part)")?.split(separator: ",").map(String.init) else {
        continue
      }
      if part != TableColumn.empty {
        guard let entry = self["\(name)\(ending)"], entry.shape == [rows, own.count],
          let cells = entry.numbers ?? entry.wholes
        else { return nil }
        parts.append((names.count, own.count, cells))
      }
      names += own
    }
    guard !names.isEmpty else { return nil }
    // All in one is how the version before kept it.
    if parts[0].width == names.count { return Records(columns: names, values: parts[0].cells) }
    var values = [Double](repeating: .nan, count: rows * names.count)
    for (start, width, cells) in parts {
      for row in 0..<rows {
        for place in 0..<width {
          values[row * names.count + start + place] = cells[row * width + place]
        }
      }
    }
    return Records(columns: names, values: values)
  }

  /// Adds whole numbers from 0 on in the narrowest type that holds all of them.
  mutating func add(whole cells: [Double], as name: String, shape: [Int]) {
    switch TableColumn.narrowest(of: cells) {
    case TableColumn.bytes, TableColumn.empty:
      add(name, cells.map { $0.isNaN ? .max : UInt8($0) } as [UInt8], shape: shape)
    case TableColumn.shorts:
      add(name, cells.map { $0.isNaN ? .max : UInt16($0) } as [UInt16], shape: shape)
    case TableColumn.words:
      add(name, cells.map { $0.isNaN ? .max : UInt32($0) } as [UInt32], shape: shape)
    default: add(name, cells, shape: shape)
    }
  }
}

extension SafetensorsFile.Entry {
  /// The numbers of an array that `add(whole:)` wrote; NaN where there is none.
  var wholes: [Double]? {
    func numbers<Whole: FixedWidthInteger>(_ values: [Whole]) -> [Double] {
      values.map { $0 == .max ? .nan : Double($0) }
    }
    return switch type {
    case .uint8: numbers(bytes)
    case .uint16: numbers(RawBytes.values(of: bytes, zero: UInt16(0)))
    case .uint32: numbers(RawBytes.values(of: bytes, zero: UInt32(0)))
    case .float32, .float64, .int64: nil
    }
  }
}

/// How a column of a table is kept.
private enum TableColumn {
  static let (real, bytes, shorts, words, empty) = ("columns", "u8", "u16", "u32", "empty")
  /// The parts of a table, each with what its array's name ends with.
  static let parts = [(real, ""), (bytes, ".u8"), (shorts, ".u16"), (words, ".u32"), (empty, "")]

  /// Whole numbers from 0 on are kept as such, but for the largest of each type, which stands for a value
  /// that does not exist.
  static func narrowest(of cells: some Sequence<Double>) -> String {
    var largest: UInt32?
    for cell in cells where !cell.isNaN {
      // Zero with a sign is no whole number that would come back.
      guard cell.sign == .plus, let whole = UInt32(exactly: cell), whole < .max else { return real }
      largest = max(largest ?? 0, whole)
    }
    guard let largest else { return empty }
    return largest < UInt8.max ? bytes : largest < UInt16.max ? shorts : words
  }
}
