/// Writes JSON.
public enum JSONText {
  /// For people: two spaces a level, keys in order, short lists of plain values on one line.
  public static func pretty(_ node: JSONNode) -> String {
    pretty(node, indentation: 0) + "\n"
  }

  /// The same as a part of something larger, without a line's end.
  /// - Parameter indentation: levels that it is inside.
  public static func pretty(_ node: JSONNode, indentation: Int) -> String {
    var writer = JSONWriter()
    writer.writePretty(node, indentation: indentation)
    return writer.text
  }

  /// On one line, without a space.
  public static func compact(_ node: JSONNode) -> String {
    var writer = JSONWriter()
    writer.writeCompact(node, isSorted: false)
    return writer.text
  }

  /// For hashing: as `compact`, with every object's keys in the order of their bytes. Numbers stay
  /// as they are written, so the node should be one that `Fields.writing` made.
  public static func canonical(_ node: JSONNode) -> String {
    var writer = JSONWriter()
    writer.writeCompact(node, isSorted: true)
    return writer.text
  }

  /// `text` as a JSON string, quotes included: escaped where JSON demands it, and nowhere else.
  public static func quoted(_ text: String) -> String {
    var bytes = [UInt8(ascii: "\"")]
    bytes.reserveCapacity(text.utf8.count + 2)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += #"\""#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
      case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
      case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
      case 0x08: bytes += #"\b"#.utf8
      case 0x0C: bytes += #"\f"#.utf8
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        bytes += (#"\u"# + String(repeating: "0", count: 4 - hex.count) + hex).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }
}
