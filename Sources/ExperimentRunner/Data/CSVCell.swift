/// A cell of a table, in the letters that `CSVText` puts for its bytes.
struct CSVCell: Equatable {
  /// ASCII is itself; what is beyond stands for a byte of the file, and is not its text.
  let letters: String

  /// The letters without the blanks around them.
  var trimmed: Substring {
    let bytes = letters.utf8
    let isInk = { (byte: UInt8) in byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") }
    guard let first = bytes.firstIndex(where: isInk), let last = bytes.lastIndex(where: isInk)
    else { return "" }
    return letters[first..<bytes.index(after: last)]
  }

  /// What the file says in this cell, without the blanks around it.
  var text: String {
    let bytes = trimmed.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
