extension Fields {
  /// An object with fields of its own.
  public mutating func object<Value: Configurable>(
    _ name: String, _ value: inout Value, required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .object, required: required, help)
  }

  public mutating func object<Value: Configurable>(
    _ name: String, _ value: inout Value?, required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .object, required: required, help)
  }

  /// A list of objects.
  public mutating func objects<Value: Configurable>(
    _ name: String, _ values: inout [Value], count: ListCount = .any, required: Bool = false,
    _ help: String
  ) {
    field(name, &values, as: .list(of: .object, count: count), required: required, help)
  }

  /// An object whose fields set variables of the caller's. Without the object, they keep theirs.
  public mutating func object(_ name: String, _ help: String, _ configure: (inout Fields) -> Void) {
    ask(name)
    switch purpose {
    case .reading:
      guard let child = member(name)?.node else { return }
      let place = path.appending(.key(name))
      guard case .object = child.value else {
        diagnostics.report("expected an object, found \(child.summary)", at: place, child)
        return
      }
      var fields = Fields(.reading, child, at: place, diagnostics)
      configure(&fields)
      diagnostics = fields.finished()
    case .writing:
      var fields = Fields(.writing)
      configure(&fields)
      resolvedMembers.append(.init(name, fields.resolved))
    case .describing:
      var fields = Fields(.describing)
      configure(&fields)
      descriptions.append(
        FieldDescription(
          name: name, type: "object", isRequired: false, help: help, valueSchema: fields.schema))
    }
  }
}
