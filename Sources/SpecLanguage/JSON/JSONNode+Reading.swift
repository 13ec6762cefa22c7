// Reading JSON that this program wrote itself, where a mistake in it needs no place.
extension JSONNode {
  /// The value of an object's field; the first, if it is doubled.
  package subscript(key: String) -> JSONNode? {
    if case .object(let members) = value { members.first { $0.key == key }?.node } else { nil }
  }

  package var elements: [JSONNode]? { if case .array(let nodes) = value { nodes } else { nil } }
  package var text: String? { if case .string(let text) = value { text } else { nil } }
  package var integer: Int? { if case .number(let text) = value { Int(text) } else { nil } }
  package var number: Double? { if case .number(let text) = value { Double(text) } else { nil } }
}
