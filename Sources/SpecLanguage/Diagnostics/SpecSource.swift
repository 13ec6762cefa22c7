/// A spec's file: its name as the user gave it, its bytes, and which line a byte is on.
public struct SpecSource: Sendable {
  public let name: String
  public let bytes: [UInt8]
  /// The most bytes that are read of it. What the program wrote itself, with every default filled in, may
  /// be longer than what people write.
  public let limit: Int
  /// The offset of each line's first byte. LF, CR and CRLF each end a line.
  private let lineStarts: [Int]

  public init(name: String, bytes: [UInt8], limit: Int = JSONParser.maximumSize) {
    self.name = name
    self.bytes = bytes
    self.limit = limit
    var starts = [0]
    for (offset, byte) in bytes.enumerated() {
      let next = offset + 1
      let endsLine =
        byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r") && !(next < bytes.count && bytes[next] == UInt8(ascii: "\n"))
      if endsLine { starts.append(next) }
    }
    lineStarts = starts
  }

  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The line of the byte at `offset`, from 1. An offset past the end is on the last line.
  public func line(at offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The character (Unicode scalar) of its line that the byte at `offset` belongs to, from 1.
  public func column(at offset: Int) -> Int {
    let line = bytes(ofLine: line(at: offset))
    let before = line[..<min(max(offset, line.startIndex), line.endIndex)]
    // Bytes that continue a character do not begin one.
    return before.count { $0 & 0b1100_0000 != 0b1000_0000 } + 1
  }

  /// A line's bytes without what ends it. Lines count from 1; the slice keeps the file's offsets.
  public func bytes(ofLine line: Int) -> ArraySlice<UInt8> {
    guard lineStarts.indices.contains(line - 1) else { return [] }
    let start = lineStarts[line - 1]
    let end = line < lineStarts.count ? lineStarts[line] : bytes.count
    var slice = bytes[start..<end]
    while let last = slice.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      slice.removeLast()
    }
    return slice
  }
}
