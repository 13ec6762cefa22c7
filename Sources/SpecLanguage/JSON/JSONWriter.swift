/// The text of a node in the making; `JSONText` has the calls.
struct JSONWriter {
  private(set) var text = ""
  /// How long a list of plain values may be to stay on one line, indentation not counted.
  private static let lineLength = 80

  mutating func writeCompact(_ node: JSONNode, isSorted: Bool) {
    switch node.value {
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        writeCompact(element, isSorted: isSorted)
      }
      text += "]"
    case .object(let members):
      let ordered =
        isSorted
        ? members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : members
      text += "{"
      for (index, member) in ordered.enumerated() {
        if index > 0 { text += "," }
        text += JSONText.quoted(member.key) + ":"
        writeCompact(member.node, isSorted: isSorted)
      }
      text += "}"
    default: text += Self.scalar(node.value) ?? ""
    }
  }

  mutating func writePretty(_ node: JSONNode, indentation: Int) {
    switch node.value {
    case .array(let elements):
      if let line = Self.shortList(elements) {
        text += line
        return
      }
      writeBlock("[", elements, "]", indentation: indentation) { writer, element in
        writer.writePretty(element, indentation: indentation + 1)
      }
    case .object(let members) where members.isEmpty: text += "{}"
    case .object(let members):
      writeBlock("{", members, "}", indentation: indentation) { writer, member in
        writer.text += JSONText.quoted(member.key) + ": "
        writer.writePretty(member.node, indentation: indentation + 1)
      }
    default: text += Self.scalar(node.value) ?? ""
    }
  }

  private mutating func writeBlock<Item>(
    _ opening: String, _ items: [Item], _ closing: String, indentation: Int,
    _ writeItem: (inout Self, Item) -> Void
  ) {
    text += opening
    for (index, item) in items.enumerated() {
      text += (index > 0 ? ",\n" : "\n") + String(repeating: "  ", count: indentation + 1)
      writeItem(&self, item)
    }
    text += "\n" + String(repeating: "  ", count: indentation) + closing
  }

  /// A list of plain values on one line; `nil` if it holds others, or is long.
  private static func shortList(_ elements: [JSONNode]) -> String? {
    var line = "["
    for (index, element) in elements.enumerated() {
      guard let scalar = scalar(element.value) else { return nil }
      line += (index > 0 ? ", " : "") + scalar
      guard line.utf8.count < lineLength else { return nil }
    }
    return line + "]"
  }

  /// The text of anything but a list or an object.
  private static func scalar(_ value: JSONNode.Value) -> String? {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number
    case .string(let string): JSONText.quoted(string)
    case .array, .object: nil
    }
  }
}
