/// The rows of a table, from the first on.
///
/// As RFC 4180 has them, and as people and programs write them besides: lines end with LF, CR or
/// both, blanks may stand around a cell and its quotes, lines may be blank, the last may have no end,
/// and a byte-order mark may stand in front. A quote stands around a cell, or doubled within quotes,
/// and nowhere else. What separates cells, quotes them and begins a comment, the format says.
struct CSVRows {
  /// So that a file without line breaks does not become a list of as many names as it has commas.
  static let columnLimit = 100_000

  let bytes: [UInt8]
  private let path: String
  private let format: CSVFormat
  private let marks: Marks
  private var position: Int
  /// The line of `position`, from 1.
  private var line = 1

  // The row that `advance` came to.
  private(set) var cells: [CSVCell] = []
  private(set) var cellCount = 0
  private var rowLine = 0
  private var rowStart = 0

  init(_ bytes: [UInt8], path: String, format: CSVFormat = CSVFormat()) throws(DataError) {
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let before = bytes[..<error.byteOffsets.lowerBound]
      throw DataError(path, .notUTF8(line: 1 + CSVRow.lineBreaks(in: before)))
    }
    self.init(valid: bytes, path: path, format: format)
  }

  /// The rows of a text that is known to be UTF-8.
  init(valid bytes: [UInt8], path: String, format: CSVFormat) {
    self.bytes = bytes
    self.path = path
    self.format = format
    marks = Marks(format)
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    position = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
  }

  /// The next row that is not blank; `nil` at the end.
  /// - Parameter limit: how many of its cells are kept; the others are counted.
  mutating func next(keeping limit: Int) throws(DataError) -> CSVRow? {
    try advance(keeping: limit) ? row : nil
  }

  /// The row that `advance` came to.
  var row: CSVRow {
    CSVRow(
      line: rowLine, cells: cells, cellCount: cellCount, bytes: bytes, start: rowStart,
      quote: format.quote)
  }

  /// Goes on to the next row that is not blank, in the memory of the last one.
  /// - Returns: whether there is one.
  mutating func advance(keeping limit: Int) throws(DataError) -> Bool {
    while position < bytes.count {
      (rowStart, rowLine) = (position, line)
      cells.removeAll(keepingCapacity: true)
      cellCount = 0
      let isQuoted = try takeCells(keeping: limit)
      endLine()
      let isBlank = cellCount == 0 || cellCount == 1 && !isQuoted && cells.allSatisfy(\.isEmpty)
      if !isBlank { return true }
    }
    return false
  }

  /// Takes the cells up to the end of the line, or to a comment.
  /// - Returns: whether one of them is in quotes.
  private mutating func takeCells(keeping limit: Int) throws(DataError) -> Bool {
    var isQuoted = false
    let separatesByBlanks = format.separator == .blanks
    if separatesByBlanks { skipBlanks() }
    while !separatesByBlanks || position < bytes.count && !marks.endsRow(bytes[position]) {
      let (cell, hasQuotes) = try nextCell()
      isQuoted = isQuoted || hasQuotes
      cellCount += 1
      if cellCount <= limit { cells.append(cell) }
      if separatesByBlanks {
        skipBlanks()
      } else {
        guard position < bytes.count, marks.separates(bytes[position]) else { break }
        position += 1
      }
    }
    return isQuoted
  }

  /// Goes over a comment and the end of the line.
  private mutating func endLine() {
    let (feed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    if let comment = format.comment, isAt(comment) {
      while position < bytes.count, bytes[position] != feed, bytes[position] != carriageReturn {
        position += 1
      }
    }
    guard position < bytes.count else { return }
    line += 1
    let isReturn = bytes[position] == carriageReturn
    position += 1
    if isReturn, isAt(feed) { position += 1 }
  }

  private mutating func nextCell() throws(DataError) -> (cell: CSVCell, isQuoted: Bool) {
    skipBlanks()
    if let quote = format.quote, isAt(quote) { return (try quotedCell(quote), true) }
    let start = position
    let (end, isStray) = Self.endOfCell(bytes.span, from: start, marks)
    position = end
    if isStray { throw DataError(path, .strayQuote(line: line)) }
    return (CSVCell(range: trimmed(start..<end), hasDoubledQuotes: false), false)
  }

  /// Where the cell ends that begins at `start`, or the quote is that does not belong there.
  @inline(__always)
  private static func endOfCell(
    _ bytes: Span<UInt8>, from start: Int, _ marks: borrowing Marks
  ) -> (end: Int, isStrayQuote: Bool) {
    var place = start
    while place < bytes.count {
      let byte = bytes[place]
      if marks.isMark(byte) {
        if marks.endsCell(byte) { return (place, false) }
        if marks.quotes(byte) { return (place, true) }
      }
      place += 1
    }
    return (place, false)
  }

  /// The cell whose quote is next.
  private mutating func quotedCell(_ quote: UInt8) throws(DataError) -> CSVCell {
    let opening = position
    var hasDoubledQuotes = false
    repeat {
      // Behind the opening quote, or the second of two.
      position += 1
      while position < bytes.count, bytes[position] != quote { position += 1 }
      guard position < bytes.count else { throw DataError(path, .openQuote(line: line)) }
      position += 1
      hasDoubledQuotes = hasDoubledQuotes || isAt(quote)
    } while isAt(quote)
    let content = opening + 1..<position - 1
    line += CSVRow.lineBreaks(in: bytes[content])
    let behind = position
    skipBlanks()
    guard
      position == bytes.count || marks.endsCell(bytes[position])
        || position > behind
          && format.separator == .blanks
    else { throw DataError(path, .strayQuote(line: line)) }
    return CSVCell(range: trimmed(content), hasDoubledQuotes: hasDoubledQuotes)
  }

  private func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

  private mutating func skipBlanks() {
    while position < bytes.count, marks.isBlank(bytes[position]) { position += 1 }
  }

  /// A part of the file without the blanks around it.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, marks.isBlank(bytes[start]) { start += 1 }
    while start < end, marks.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}

/// What a byte means in a format.
private struct Marks {
  private let separator: UInt8
  private let areBlanksSeparators: Bool
  private let quote: UInt8?
  private let comment: UInt8?
  /// Bit n is set where byte n may mean something, of the first 128 in two words.
  private let low: UInt64
  private let high: UInt64

  private static let (feed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

  init(_ format: CSVFormat) {
    switch format.separator {
    case .character(let byte): (separator, areBlanksSeparators) = (byte, false)
    case .blanks: (separator, areBlanksSeparators) = (UInt8(ascii: " "), true)
    }
    quote = format.quote
    comment = format.comment
    let marks =
      [separator, Self.feed, Self.carriageReturn]
      + (areBlanksSeparators ? [UInt8(ascii: "\t")] : [])
      + [format.quote, format.comment].compactMap(\.self)
    low = marks.filter { $0 < 64 }.reduce(0) { $0 | 1 << UInt64($1) }
    high = marks.filter { (64..<128).contains($0) }.reduce(0) { $0 | 1 << UInt64($1 - 64) }
  }

  /// Whether the byte may be anything else than a letter of a cell.
  @inline(__always)
  func isMark(_ byte: UInt8) -> Bool {
    if byte < 64 { return low >> UInt64(byte) & 1 == 1 }
    return byte < 128 && high >> UInt64(byte & 63) & 1 == 1
  }

  @inline(__always)
  func endsRow(_ byte: UInt8) -> Bool {
    byte == Self.feed || byte == Self.carriageReturn || byte == comment
  }

  @inline(__always)
  func separates(_ byte: UInt8) -> Bool {
    byte == separator || areBlanksSeparators && byte == UInt8(ascii: "\t")
  }

  @inline(__always)
  func endsCell(_ byte: UInt8) -> Bool { separates(byte) || endsRow(byte) }

  @inline(__always)
  func quotes(_ byte: UInt8) -> Bool { byte == quote }

  /// A blank that stands around cells: not the tab that separates them.
  @inline(__always)
  func isBlank(_ byte: UInt8) -> Bool {
    (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"))
      && (areBlanksSeparators || byte != separator)
  }
}
