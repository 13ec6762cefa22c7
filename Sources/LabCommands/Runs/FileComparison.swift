internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What a file of a run's folder says otherwise than its trials do, in sentences.
struct FileComparison {
  /// The file's name in its folder.
  let name: String
  let written: [UInt8]
  /// What comes of the trials.
  let made: [UInt8]

  /// More of one file are counted, not shown.
  private static let limit = 3

  /// The cells of a table that differ, by the names of the columns that both have: a table of another
  /// version may lack some. Seconds are those of one run and of no other.
  /// - Parameter trials: those whose rows are compared; `nil` for all rows.
  func ofTables(trials: Set<Int>? = nil) -> [String] {
    guard written != made else { return [] }
    let old: CSVText
    let new: CSVText
    do throws(DataError) {
      old = try CSVText(written, path: name)
      new = try CSVText(made, path: name)
    } catch {
      return ["\(error)"]
    }
    let rows = Self.rows(of: old, trials)
    let others = Self.rows(of: new, trials)
    guard rows.count == others.count else {
      return ["\(name): \(rows.count) rows are written, \(others.count) came out"]
    }
    let columns = new.columns.enumerated().compactMap { place, column in
      old.columns.firstIndex(of: column).map { (name: column, old: $0, new: place) }
    }.filter { !$0.name.hasPrefix(Quantity.seconds.rawValue) }
    var found: [String] = []
    var count = 0
    for (row, other) in zip(rows, others) {
      for column in columns {
        let (was, now) = (Self.cell(row.cells, column.old), Self.cell(other.cells, column.new))
        guard was != now else { continue }
        count += 1
        guard count <= Self.limit else { continue }
        found.append(
          "\(name), row \(row.number), \(column.name): \(Self.words(was)) is written, "
            + "\(Self.words(now)) came out")
      }
    }
    return count > Self.limit ? found + ["\(name): \(count - Self.limit) more cells differ"] : found
  }

  /// The first line that differs.
  func ofTexts() -> [String] {
    guard written != made else { return [] }
    let lines = Self.lines(written)
    let others = Self.lines(made)
    let place = zip(lines, others).enumerated().first { $1.0 != $1.1 }?.offset
    guard let place else {
      return ["\(name): \(lines.count) lines are written, \(others.count) came out"]
    }
    let same = zip(lines[place], others[place]).prefix { $0 == $1 }.count
    return [
      "\(name), line \(place + 1): \(Self.excerpt(of: lines[place], around: same)) is written, "
        + "\(Self.excerpt(of: others[place], around: same)) came out"
    ]
  }

  /// What is around a byte of a line, which may be of megabytes, from the start of a scalar.
  private static func excerpt(of line: ArraySlice<UInt8>, around offset: Int) -> String {
    var start = line.startIndex + max(0, offset - 20)
    while start > line.startIndex, start < line.endIndex, line[start] & 0xC0 == 0x80 { start -= 1 }
    return quoted(String(decoding: line[start...].prefix(400), as: UTF8.self))
  }

  /// The first byte that differs.
  func ofBytes() -> [String] {
    guard written != made else { return [] }
    let same = zip(written, made).prefix { $0 == $1 }.count
    return ["\(name): from byte \(same) on it is not what came out"]
  }

  /// The rows with their numbers in the table, from 1.
  private static func rows(
    of table: CSVText, _ trials: Set<Int>?
  ) -> [(number: Int, cells: [String])] {
    let all = zip(1..., table.rows).map { (number: $0, cells: $1) }
    guard let trials, let key = table.columns.firstIndex(of: "trial") else { return all }
    return all.filter { row in Int(cell(row.cells, key)).map(trials.contains) ?? true }
  }

  private static func cell(_ cells: [String], _ place: Int) -> String {
    cells.indices.contains(place) ? cells[place] : ""
  }

  private static func words(_ cell: String) -> String {
    cell.isEmpty ? "nothing" : Double(cell) == nil ? quoted(cell) : cell
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }
}
