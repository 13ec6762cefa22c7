internal import OptimizerLab

/// The tags and texts of an SVG file, one after another: as much XML as gnuplot writes.
struct SVGReader {
  struct Tag {
    var name: Substring
    var attributes: [(name: Substring, value: Substring)]
    var isEnd = false
    /// Whether it ends itself: `<path …/>`.
    var isEmpty = false

    subscript(name: String) -> Substring? { attributes.first { $0.name == name }?.value }
  }

  enum Part {
    case tag(Tag)
    /// Escaped as it was in the file.
    case text(Substring)
  }

  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  /// `nil` at the end, and where what follows is no XML.
  mutating func next() -> Part? {
    guard let first = rest.utf8.first else { return nil }
    guard first == UInt8(ascii: "<") else {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: "<")) ?? rest.endIndex
      defer { rest = rest[end...] }
      return .text(rest[..<end])
    }
    guard let end = tagEnd else { return nil }
    let inner = rest[rest.utf8.index(after: rest.startIndex)..<end]
    rest = rest[rest.utf8.index(after: end)...]
    // Declarations and comments say nothing here.
    if inner.utf8.first == UInt8(ascii: "?") || inner.utf8.first == UInt8(ascii: "!") {
      return next()
    }
    return .tag(Self.tag(inner))
  }

  /// The first `>` that is not within quotes.
  private var tagEnd: Substring.Index? {
    var quote: UInt8?
    let bytes = rest.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index
      }
      index = bytes.index(after: index)
    }
    return nil
  }

  private static func tag(_ inner: Substring) -> Tag {
    var text = inner
    var tag = Tag(name: "", attributes: [])
    if text.utf8.first == UInt8(ascii: "/") {
      tag.isEnd = true
      text = text.dropFirst()
    }
    if text.utf8.last == UInt8(ascii: "/") {
      tag.isEmpty = true
      text = text.dropLast()
    }
    let nameEnd = text.utf8.firstIndex(where: isSpace) ?? text.endIndex
    tag.name = text[..<nameEnd]
    text = text[nameEnd...]
    while let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
      let name = trimmed(text[..<equals])
      let value = text[text.utf8.index(after: equals)...].utf8.drop(while: isSpace)
      guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let close = value.dropFirst().firstIndex(of: quote)
      else { break }
      let start = value.index(after: value.startIndex)
      tag.attributes.append((name, text[start..<close]))
      text = text[text.utf8.index(after: close)...]
    }
    return tag
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.utf8.firstIndex { !isSpace($0) } ?? text.endIndex
    let end = text.utf8.lastIndex { !isSpace($0) }.map { text.utf8.index(after: $0) } ?? start
    return text[start..<end]
  }
}
