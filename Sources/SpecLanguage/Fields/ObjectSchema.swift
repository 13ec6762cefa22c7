/// The JSON Schema (draft-07) of one object: its fields, and no others.
struct ObjectSchema {
  var fields: [FieldDescription] = []
  var alternatives: [[String]] = []
  var kind: KindDescription?
  var isKindRequired = false
  /// Whether the object may name its schema, for editors.
  var isTopLevel = false

  var node: JSONNode {
    var properties: [JSONNode.Member] = []
    var required: [String] = []
    if isTopLevel {
      let help = JSONNode.string("Where an editor finds this schema; the program does not read it.")
      properties.append(
        .init(
          "$schema", .object([.init("type", .string("string")), .init("description", help)])))
    }
    if let kind {
      let name = JSONNode.object([
        .init("const", .string(kind.name)), .init("description", .string(kind.help)),
      ])
      properties.append(.init("kind", name))
      if isKindRequired { required.append("kind") }
    }
    for field in fields + (kind?.fields ?? []) {
      properties.append(.init(field.name, field.schema))
      if field.isRequired { required.append(field.name) }
    }

    var members: [JSONNode.Member] = [
      .init("type", .string("object")), .init("properties", .object(properties)),
    ]
    if !required.isEmpty {
      members.append(.init("required", .array(required.map(JSONNode.string))))
    }
    for names in alternatives + (kind?.alternatives ?? []) {
      let sides = names.map { name in
        JSONNode.object([.init("required", .array([.string(name)]))])
      }
      members.append(.init("oneOf", .array(sides)))
    }
    members.append(.init("additionalProperties", .bool(false)))
    return .object(members)
  }
}
