package import SpecLanguage

/// JSON in which what is missing is empty, so that a test need not unwrap it.
public struct LooseJSON: Sendable {
  package let node: JSONNode

  package init(node: JSONNode) { self.node = node }

  package init(parsing bytes: [UInt8]) throws { node = try JSONParser.parse(bytes) }

  public subscript(key: String) -> LooseJSON {
    guard case .object(let members) = node.value,
      let member = members.first(where: { $0.key == key })
    else { return LooseJSON(node: .null) }
    return LooseJSON(node: member.node)
  }

  public var members: [(key: String, node: LooseJSON)] {
    guard case .object(let members) = node.value else { return [] }
    return members.map { ($0.key, LooseJSON(node: $0.node)) }
  }

  public var elements: [LooseJSON] {
    guard case .array(let elements) = node.value else { return [] }
    return elements.map { LooseJSON(node: $0) }
  }

  /// A number; NaN for what is none.
  public var number: Double {
    if case .number(let text) = node.value { Double(text) ?? .nan } else { .nan }
  }

  public var text: String { if case .string(let text) = node.value { text } else { "" } }

  public var numbers: [Double] { elements.map(\.number) }

  public var isTrue: Bool { if case .bool(true) = node.value { true } else { false } }
}
