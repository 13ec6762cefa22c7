/// The six things a piece of JSON can be.
public enum JSONShape: Sendable {
  case null, bool, number, string, array, object
}

extension JSONNode {
  public var shape: JSONShape {
    switch value {
    case .null: .null
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  /// The node as an error names it: `the number 1.5`, `an object`.
  package var summary: String {
    switch value {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let text): "the number \(clipped(text))"
    case .string(let text): "the text \(quoted(text))"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
