/// A row of a table, and where it stands in the file.
struct CSVRow {
  /// The line the row begins on, from 1.
  let line: Int
  /// Its cells; of more than were asked for, the first.
  let cells: [CSVCell]
  /// How many cells the file has in this row.
  let cellCount: Int
  /// The whole file, and where the row begins in it.
  let bytes: [UInt8]
  let start: Int
  /// What a cell's own quotes are doubled with.
  let quote: UInt8?

  /// A cell as it stands in the file.
  func letters(ofCell index: Int) -> ArraySlice<UInt8> { bytes[cells[index].range] }

  /// What the file says in a cell.
  func text(ofCell index: Int) -> String {
    let text = String(decoding: letters(ofCell: index), as: UTF8.self)
    guard cells[index].hasDoubledQuotes, let quote else { return text }
    let one = String(UnicodeScalar(quote))
    return text.replacing(one + one, with: one)
  }

  /// The line a cell begins on: not the row's where a quoted cell before it has line breaks.
  func line(ofCell index: Int) -> Int {
    line + Self.lineBreaks(in: bytes[start..<cells[index].range.lowerBound])
  }

  /// Line breaks as editors see them: LF, CR, or both together.
  static func lineBreaks(in bytes: some Sequence<UInt8>) -> Int {
    var count = 0
    var isAfterReturn = false
    for byte in bytes {
      let isReturn = byte == UInt8(ascii: "\r")
      if isReturn || byte == UInt8(ascii: "\n") && !isAfterReturn { count += 1 }
      isAfterReturn = isReturn
    }
    return count
  }
}
