/// What a spec's author has to know about one field.
public struct FieldDescription: Sendable {
  public var name: String
  /// `number`, `flag`, `list of text`.
  public var type: String
  /// What is allowed: `0 ..< 1`, `torch, lookahead`; `nil` for everything of the type.
  public var range: String?
  /// What holds without the field; `nil` if that is nothing.
  public var defaultValue: JSONNode?
  public var isRequired: Bool
  /// One sentence.
  public var help: String
  /// The JSON Schema of the value alone.
  public var valueSchema: JSONNode

  /// The field's entry under a JSON Schema's `properties`.
  public var schema: JSONNode {
    guard case .object(var members) = valueSchema.value else { return valueSchema }
    if let defaultValue { members.append(.init("default", defaultValue)) }
    members.append(.init("description", .string(help)))
    return .object(members)
  }
}
