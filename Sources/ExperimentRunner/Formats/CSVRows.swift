/// The rows of a CSV file, from the first on.
///
/// As RFC 4180 has them, and as people and programs write them besides: lines end with LF, CR or
/// both, blanks may stand around a cell and its quotes, lines may be blank, the last may have no end,
/// and a byte-order mark may stand in front. A quote stands around a cell, or doubled within quotes,
/// and nowhere else.
struct CSVRows {
  private let bytes: [UInt8]
  private let path: String
  private var position: Int
  /// The line of `position`, from 1.
  private var line = 1

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(_ bytes: [UInt8], path: String) throws(DataError) {
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let before = bytes[..<error.byteOffsets.lowerBound]
      throw DataError(path, .notUTF8(line: 1 + CSVRow.lineBreaks(in: before)))
    }
    self.bytes = bytes
    self.path = path
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    position = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
  }

  /// The next row that is not blank; `nil` at the end.
  /// - Parameter limit: how many of its cells are kept; the others are counted.
  mutating func next(keeping limit: Int) throws(DataError) -> CSVRow? {
    while position < bytes.count {
      let (start, startLine) = (position, line)
      var cells: [CSVCell] = []
      cells.reserveCapacity(min(limit, 64))
      var count = 0
      repeat {
        let cell = try nextCell()
        count += 1
        if count <= limit { cells.append(cell) }
      } while skip(Self.comma)
      let isBlank = bytes[start..<position].allSatisfy(Self.isBlank)
      if skip(Self.carriageReturn) {
        _ = skip(Self.lineFeed)
        line += 1
      } else if skip(Self.lineFeed) {
        line += 1
      }
      if isBlank { continue }
      return CSVRow(line: startLine, cells: cells, cellCount: count, bytes: bytes, start: start)
    }
    return nil
  }

  private mutating func nextCell() throws(DataError) -> CSVCell {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    if position < bytes.count, bytes[position] == Self.quote { return try quotedCell() }
    let start = position
    while position < bytes.count, !Self.endsCell(bytes[position]) {
      guard bytes[position] != Self.quote else { throw DataError(path, .strayQuote(line: line)) }
      position += 1
    }
    return CSVCell(range: trimmed(start..<position), hasDoubledQuotes: false)
  }

  /// The cell whose quote is next.
  private mutating func quotedCell() throws(DataError) -> CSVCell {
    let opening = position
    var hasDoubledQuotes = false
    repeat {
      // Behind the opening quote, or the second of two.
      position += 1
      while position < bytes.count, bytes[position] != Self.quote { position += 1 }
      guard position < bytes.count else { throw DataError(path, .openQuote(line: line)) }
      position += 1
      hasDoubledQuotes = hasDoubledQuotes || isAt(Self.quote)
    } while isAt(Self.quote)
    let content = opening + 1..<position - 1
    line += CSVRow.lineBreaks(in: bytes[content])
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    guard position == bytes.count || Self.endsCell(bytes[position]) else {
      throw DataError(path, .strayQuote(line: line))
    }
    return CSVCell(range: trimmed(content), hasDoubledQuotes: hasDoubledQuotes)
  }

  private func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard isAt(byte) else { return false }
    position += 1
    return true
  }

  private static func endsCell(_ byte: UInt8) -> Bool {
    byte == comma || byte == lineFeed || byte == carriageReturn
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// A part of the file without the blanks around it.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while start < end, Self.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}
