extension JSONNode {
  /// Where some bytes of a text stand in its file, where an escape takes more of them.
  /// - Returns: `nil` for what is no text, or in no file.
  func range(ofBytes bytes: Range<Int>, in source: SpecSource) -> Range<Int>? {
    guard case .string = value, let range, source.bytes.indices.contains(range.lowerBound),
      range.upperBound <= source.bytes.count
    else { return nil }
    // The quotes are none of it.
    var place = range.lowerBound + 1
    let end = max(range.upperBound - 1, place)
    var (read, start) = (0, end)
    while place < end, read < bytes.upperBound {
      if read >= bytes.lowerBound, start == end { start = place }
      let (written, meant) = Self.lengths(of: source.bytes[place..<end])
      place += written
      read += meant
    }
    // What is missing at the end is shown as the quote.
    return start == end ? end..<range.upperBound : start..<place
  }

  /// How many bytes the character or byte that begins here takes in the file, and in the text.
  private static func lengths(of rest: ArraySlice<UInt8>) -> (written: Int, meant: Int) {
    guard rest.first == UInt8(ascii: "\\") else { return (1, 1) }
    guard rest.dropFirst().first == UInt8(ascii: "u") else { return (2, 1) }
    let digits = String(decoding: rest.dropFirst(2).prefix(4), as: UTF8.self)
    guard let unit = UInt16(digits, radix: 16) else { return (6, 1) }
    if UTF16.isLeadSurrogate(unit) { return (12, 4) }
    return (6, unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3)
  }
}
