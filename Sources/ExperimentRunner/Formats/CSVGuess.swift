/// What a table's first rows tell of how it is written down.
///
/// A separator makes every row as long as the first, and more than one cell of it; of several that do,
/// it is the one that leaves most cells numbers, and of these the first of the list. A comma that does
/// is not asked about numbers: that a table is separated by commas need not be said.
struct CSVGuess {
  private let bytes: [UInt8]
  private let path: String
  private let format: CSVFormat
  private let hasHeader: Bool

  /// What is tried, in this order.
  private static let separators: [CSVFormat.Separator] =
    [
      .comma, .character(UInt8(ascii: ";")), .character(UInt8(ascii: "\t")),
      .character(UInt8(ascii: "|")), .blanks,
    ]

  /// Rows that are looked at.
  private static let rowLimit = 100
  /// Bytes that are: the header may be long, and a quote may never end.
  private static let byteLimit = 1 << 20

  /// - Parameters:
  ///   - bytes: known to be UTF-8.
  ///   - format: what is known of it.
  init(_ bytes: [UInt8], path: String, format: CSVFormat, hasHeader: Bool) {
    self.bytes = Self.firstLines(of: bytes)
    self.path = path
    self.format = format
    self.hasHeader = hasHeader
  }

  /// No more than is looked at, cut at the end of a line where there is one.
  private static func firstLines(of bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > byteLimit else { return bytes }
    let first = bytes[..<byteLimit]
    let end = first.lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return Array(first[..<(end ?? byteLimit)])
  }

  /// What a separator makes of the first rows.
  struct Columns {
    var separator: CSVFormat.Separator
    var count: Int
    /// The part of the cells below the header that are numbers.
    var numbers: Double
  }

  /// What separates the cells; a comma where nothing else is likelier.
  /// - Parameter wantsNumbers: whether a comma has to have the most numbers, as any other.
  func separator(commaHasToProve wantsNumbers: Bool) -> CSVFormat.Separator {
    let good = Self.separators.compactMap(columns)
    if !wantsNumbers, good.first?.separator == .comma { return .comma }
    let most = good.map(\.numbers).max()
    return good.first { $0.numbers == most }?.separator ?? .comma
  }

  /// What the separators would make of the first row that make more than one cell of it.
  var alternatives: [TableCut] {
    Self.separators.compactMap { separator -> TableCut? in
      guard let first = (try? rows(separator, limit: 1))?.first, first.cellCount > 1 else {
        return nil
      }
      return TableCut(separator: separator.words, columns: first.cellCount)
    }
  }

  /// `nil` for a separator that makes rows of different lengths, or of one cell.
  private func columns(_ separator: CSVFormat.Separator) -> Columns? {
    guard let rows = try? rows(separator, limit: Self.rowLimit), let first = rows.first,
      first.cellCount > 1, rows.allSatisfy({ $0.cellCount == first.cellCount })
    else { return nil }
    let cells = rows.dropFirst(hasHeader ? 1 : 0).flatMap { row in
      row.cells.map { isNumber(row, $0) }
    }
    let numbers = cells.isEmpty ? 0 : Double(cells.count { $0 }) / Double(cells.count)
    return Columns(separator: separator, count: first.cellCount, numbers: numbers)
  }

  private func rows(_ separator: CSVFormat.Separator, limit: Int) throws(DataError) -> [CSVRow] {
    var format = format
    format.separator = separator
    var reader = CSVRows(valid: bytes, path: path, format: format)
    var rows: [CSVRow] = []
    while rows.count < limit, let row = try reader.next(keeping: Self.rowLimit) { rows.append(row) }
    return rows
  }

  /// Whether the cell is a number with either sign before its fraction.
  private func isNumber(_ row: CSVRow, _ cell: CSVCell) -> Bool {
    [UInt8(ascii: "."), UInt8(ascii: ",")].contains {
      DecimalText(row.bytes, cell.range, point: $0) != nil
    }
  }

  /// The sign before the fractions of the numbers: a comma where some have one and none has a point,
  /// unless all could be thousands (1,250), which nobody can tell apart; otherwise a point.
  func point(separator: CSVFormat.Separator) -> UInt8 {
    let (point, comma) = (UInt8(ascii: "."), UInt8(ascii: ","))
    guard separator != .comma, let rows = try? rows(separator, limit: Self.rowLimit) else {
      return point
    }
    var hasFraction = false
    for row in rows {
      for (place, cell) in row.cells.enumerated() {
        let letters = row.letters(ofCell: place)
        if letters.contains(point), DecimalText(row.bytes, cell.range) != nil { return point }
        guard let sign = letters.firstIndex(of: comma),
          DecimalText(row.bytes, cell.range, point: comma) != nil
        else { continue }
        let digits = letters[..<sign].filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }
        let isLikeThousands =
          letters.endIndex - sign == 4 && (1...3).contains(digits.count)
          && digits.first != UInt8(ascii: "0")
          && !letters.contains { $0 | 0x20 == UInt8(ascii: "e") }
        if !isLikeThousands { hasFraction = true }
      }
    }
    return hasFraction ? comma : point
  }

  /// Whether every cell of the first row is a number, as names of columns are not.
  func beginsWithNumbers(separator: CSVFormat.Separator) -> Bool {
    guard let first = (try? rows(separator, limit: 1))?.first else { return false }
    return first.cells.allSatisfy { isNumber(first, $0) }
  }
}
