/// Writes JSON.
public enum JSONText {
  /// For people: two spaces a level, keys in order, short lists of plain values on one line.
  public static func pretty(_ node: JSONNode) -> String {
    var writer = JSONWriter()
    writer.writePretty(node, indentation: 0)
    return writer.text + "\n"
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
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{c}": result += "\\f"
      case "\u{0}"..."\u{1f}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
