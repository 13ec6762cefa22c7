/// Bytes to a tree that knows where everything stood, by RFC 8259 and no more: no comments, no
/// trailing commas, no byte-order mark, UTF-8 only.
///
/// It keeps what a reader may want to complain about: doubled keys, and numbers as text.
public struct JSONParser {
  /// Nested deeper than this, a file is refused before it can exhaust the stack.
  public static let maximumDepth = 64
  /// Larger files are refused, unless they are the program's own.
  public static let maximumSize = 8 << 20

  let bytes: [UInt8]
  var position = 0
  private var depth = 0
  /// Whether it goes on after a mistake where it is clear how.
  let isRecovering: Bool
  /// The mistakes that it went on after, in order.
  var mistakes: [Mistake] = []

  private init(_ bytes: [UInt8], isRecovering: Bool) {
    self.bytes = bytes
    self.isRecovering = isRecovering
  }

  /// The one value that `bytes` hold.
  /// - Parameter limit: the most bytes that are taken.
  public static func parse(
    _ bytes: [UInt8], limit: Int = maximumSize
  ) throws(JSONSyntaxError) -> JSONNode {
    var parser = JSONParser(bytes, isRecovering: false)
    return try parser.parseFile(limit: limit)
  }

  /// The one value that `bytes` would hold without some mistakes that leave no doubt where the next
  /// value begins: comments, commas too many or too few, words and numbers that are none. `null`
  /// stands for these.
  /// - Returns: no value where a mistake, the last, does leave a doubt.
  static func parseRecovering(
    _ bytes: [UInt8], limit: Int = maximumSize
  ) -> (node: JSONNode?, mistakes: [Mistake]) {
    var parser = JSONParser(bytes, isRecovering: true)
    do throws(JSONSyntaxError) {
      let node = try parser.parseFile(limit: limit)
      return (node, parser.mistakes)
    } catch {
      return (nil, parser.mistakes + [Mistake(error: error)])
    }
  }

  private mutating func parseFile(limit: Int) throws(JSONSyntaxError) -> JSONNode {
    try Self.checkEncoding(bytes, limit: limit)
    skipSpace()
    if next == nil {
      throw error(bytes.isEmpty ? "the file is empty" : "the file has nothing but space")
    }
    let node = try parseValue()
    skipSpace()
    if next != nil {
      throw unexpected("the end of the file after the value")
    }
    return node
  }

  private static func checkEncoding(_ bytes: [UInt8], limit: Int) throws(JSONSyntaxError) {
    guard bytes.count <= limit else {
      throw JSONSyntaxError(
        "the file has \(bytes.count) bytes; no more than \(limit) (\(limit >> 20) MiB) are read",
        at: 0)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw JSONSyntaxError(
        "the file begins with a byte-order mark, which JSON does not have; save it as UTF-8 "
          + "without one", at: 0)
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw JSONSyntaxError("the file is UTF-16; save it as UTF-8", at: 0)
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let offset = error.byteOffsets.lowerBound
      throw JSONSyntaxError(
        "the byte \(hexadecimal(bytes[offset])) is not UTF-8; save the file as UTF-8", at: offset)
    }
  }

  mutating func parseValue() throws(JSONSyntaxError) -> JSONNode {
    let start = position
    let value: JSONNode.Value =
      switch next {
      case UInt8(ascii: "{"): .object(try parseMembers())
      case UInt8(ascii: "["): .array(try parseElements())
      case UInt8(ascii: "\""): .string(try parseString())
      case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte):
        try parseNumberOrRecover()
      default: try parseWord()
      }
    return JSONNode(value, range: start..<position)
  }

  private mutating func parseElements() throws(JSONSyntaxError) -> [JSONNode] {
    try enter()
    var elements: [JSONNode] = []
    while try !leaves(UInt8(ascii: "]"), isFirst: elements.isEmpty) {
      elements.append(try parseValue())
    }
    return elements
  }

  private mutating func parseMembers() throws(JSONSyntaxError) -> [JSONNode.Member] {
    try enter()
    var members: [JSONNode.Member] = []
    while try !leaves(UInt8(ascii: "}"), isFirst: members.isEmpty) {
      guard next == UInt8(ascii: "\"") else {
        throw unexpected("a field's name in double quotes")
      }
      let start = position
      let key = try parseString()
      let keyRange = start..<position
      skipSpace()
      guard next == UInt8(ascii: ":") else {
        throw unexpected("\":\" after a field's name")
      }
      position += 1
      skipSpace()
      members.append(.init(key, keyRange: keyRange, try parseValue()))
    }
    return members
  }

  /// Steps over the opening bracket.
  private mutating func enter() throws(JSONSyntaxError) {
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw error("lists and objects are nested more than \(Self.maximumDepth) deep")
    }
    position += 1
  }

  /// Steps over the closing bracket if it is next, and otherwise to the next element.
  private mutating func leaves(
    _ closing: UInt8, isFirst: Bool
  ) throws(JSONSyntaxError) -> Bool {
    skipSpace()
    if next == closing {
      position += 1
      depth -= 1
      return true
    }
    if isFirst { return false }
    guard next == UInt8(ascii: ",") else {
      let error = unexpected("\",\" or \"\(Character(Unicode.Scalar(closing)))\"")
      guard beginsValueClearly else { throw error }
      try goOn(after: error)
      return false
    }
    let comma = position
    position += 1
    skipSpace()
    if next == closing {
      try goOn(after: JSONSyntaxError("JSON allows no comma after the last element", at: comma))
      position += 1
      depth -= 1
      return true
    }
    return false
  }
}
