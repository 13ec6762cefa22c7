/// A row of a table, and where it stands in the file.
struct CSVRow {
  /// The line the row begins on, from 1.
  let line: Int
  let cells: [CSVCell]

  /// The line a cell begins on: not the row's where a quoted cell before it has line breaks.
  func line(ofCell index: Int) -> Int {
    line + cells[..<index].reduce(0) { $0 + Self.lineBreaks(in: $1.letters.utf8) }
  }

  /// How many lines the row takes.
  var lineCount: Int {
    line(ofCell: cells.count) - line + 1
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
