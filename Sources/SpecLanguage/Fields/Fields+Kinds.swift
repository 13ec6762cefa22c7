extension Fields {
  /// An object of one of several kinds, or a kind's bare name where `kinds` allows that.
  public mutating func kind<Value>(
    _ name: String, _ value: inout Value, among kinds: Kinds<Value>, required: Bool = false,
    _ help: String
  ) {
    field(name, &value, as: .kind(among: kinds), required: required, help)
  }

  public mutating func kind<Value>(
    _ name: String, _ value: inout Value?, among kinds: Kinds<Value>, required: Bool = false,
    _ help: String
  ) {
    field(name, &value, as: .kind(among: kinds), required: required, help)
  }

  /// A list of objects, each of one of several kinds.
  public mutating func kinds<Value>(
    _ name: String, _ values: inout [Value], among kinds: Kinds<Value>, count: ListCount = .any,
    required: Bool = false, _ help: String
  ) {
    field(name, &values, as: .list(of: .kind(among: kinds), count: count), required: required, help)
  }

  /// The field `kind` of this object, and the fields of the kind it names, which stand beside those
  /// that other calls read from the object.
  ///
  /// - Parameter required: without it, a missing `kind` means the one that `value` already is.
  public mutating func kind<Value>(
    _ value: inout Value, among kinds: Kinds<Value>, required: Bool = true
  ) {
    switch purpose {
    case .reading:
      if required || has("kind") {
        if let new = readKind(among: kinds) { value = new }
      } else {
        ask("kind")
        kinds[kinds.nameOf(value)]?.configure(&value, &self)
      }
    case .writing:
      writeKind(of: value, among: kinds)
    case .describing:
      ask("kind")
      self.kinds = kinds.list.map(\.description)
      defaultKind = required ? nil : kinds.nameOf(value)
    }
  }

  mutating func readKind<Value>(among kinds: Kinds<Value>) -> Value? {
    ask("kind")
    guard let member = member("kind") else {
      reportMissing("kind", expected: "one of \(kinds.names.joined(separator: ", "))")
      allowsUnknownFields = true
      return nil
    }
    let place = isBareName ? path : path.appending(.key("kind"))
    let names = FieldType<String>.name(among: kinds.names)
    guard let name = names.read(member.node, at: place, &diagnostics), let kind = kinds[name] else {
      allowsUnknownFields = true
      return nil
    }
    var value = kind.make()
    kind.configure(&value, &self)
    return value
  }

  mutating func writeKind<Value>(of value: Value, among kinds: Kinds<Value>) {
    ask("kind")
    let name = kinds.nameOf(value)
    resolvedMembers.append(.init("kind", .string(name)))
    var copy = value
    kinds[name]?.configure(&copy, &self)
  }
}
