extension Fields {
  /// What the calls of `value` say about its fields, for lists and for the JSON Schema.
  public static func describing(_ value: some Configurable) -> Fields {
    var (fields, copy) = (Fields(.describing), value)
    copy.configure(&fields)
    return fields
  }

  /// `value` as a spec that leaves nothing to defaults, its fields in the order of the calls.
  public static func writing(_ value: some Configurable) -> JSONNode {
    var (fields, copy) = (Fields(.writing), value)
    copy.configure(&fields)
    return fields.resolved
  }

  /// The object written so far; see `writing`.
  var resolved: JSONNode { .object(resolvedMembers) }

  /// The JSON Schema (draft-07) of the object; see `describing`.
  public var schema: JSONNode { schema(isTopLevel: false) }

  /// The JSON Schema of a whole file, which may name its schema.
  public var fileSchema: JSONNode {
    guard case .object(let members) = schema(isTopLevel: true).value else { return schema }
    let dialect = JSONNode.string("http://json-schema.org/draft-07/schema#")
    return .object([.init("$schema", dialect)] + members).sharingParts()
  }

  private func schema(isTopLevel: Bool) -> JSONNode {
    if kinds.isEmpty {
      return ObjectSchema(
        fields: descriptions, alternatives: alternatives, isTopLevel: isTopLevel
      ).node
    }
    let objects = kinds.map { kind in
      ObjectSchema(
        fields: descriptions, alternatives: alternatives, kind: kind,
        isKindRequired: kind.name != defaultKind,
        isTopLevel: isTopLevel
      ).node
    }
    return .object([.init("anyOf", .array(objects))])
  }
}
