extension FieldType where Value: Configurable {
  /// An object with the fields of `Value`.
  public static var object: Self { object(from: Value()) }

  /// An object with the fields of `Value`, of which those that are not given are those of `start`.
  static func object(from start: Value) -> Self {
    Self(
      name: "object", expectation: "an object", shapes: [.object],
      schema: { Fields.describing(start).schema },
      read: { node, path, diagnostics in
        var value = start
        var fields = Fields(.reading, node, at: path, diagnostics)
        value.configure(&fields)
        diagnostics = fields.finished()
        return value
      },
      write: { Fields.writing($0) })
  }
}

extension FieldType {
  /// An object whose field `kind` decides what it is, or the bare name of a kind where `kinds`
  /// allows that. Always written as an object.
  public static func kind(among kinds: Kinds<Value>) -> Self {
    Self(
      name: kinds.noun, range: kinds.names.joined(separator: ", "),
      expectation: kinds.allowsBareNames
        ? "\(kinds.nounWithArticle) (an object with a field kind, or a kind's bare name)"
        : "\(kinds.nounWithArticle) (an object with a field kind)",
      shapes: kinds.allowsBareNames ? [.object, .string] : [.object],
      schema: { kinds.schema },
      read: { node, path, diagnostics in
        var isBareName = false
        var object = node
        if case .string = node.value {
          isBareName = true
          object.value = .object([.init("kind", keyRange: node.range, node)])
        }
        var fields = Fields(.reading, object, at: path, isBareName: isBareName, diagnostics)
        let value = fields.readKind(among: kinds)
        diagnostics = fields.finished()
        return value
      },
      write: { value in
        var fields = Fields(.writing)
        fields.writeKind(of: value, among: kinds)
        return fields.resolved
      })
  }
}
