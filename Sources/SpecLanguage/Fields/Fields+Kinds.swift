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
      return readLikeliest(nil, among: kinds)
    }
    let place = isBareName ? path : path.appending(.key("kind"))
    let names = FieldType<String>.name(among: kinds.names)
    guard let name = names.read(member.node, at: place, &diagnostics), let kind = kinds[name] else {
      let found: String? = if case .string(let text) = member.node.value { text } else { nil }
      return readLikeliest(found, among: kinds)
    }
    return read(kind)
  }

  private mutating func read<Value>(_ kind: Kind<Value>) -> Value {
    var value = kind.make()
    kind.configure(&value, &self)
    return value
  }

  /// Reads the object as what it was most likely meant to be, so that an unknown kind does not hide
  /// its other mistakes: the kind of the nearest name, or else the one that knows most of its fields.
  private mutating func readLikeliest<Value>(_ name: String?, among kinds: Kinds<Value>) -> Value? {
    if let near = name.flatMap({ nearestName(to: $0, among: kinds.names) }), let kind = kinds[near]
    {
      return read(kind)
    }
    allowsUnknownFields = true
    // To describe every kind takes time, and a hostile file has a million of them.
    guard !diagnostics.isFull else { return nil }
    let known = kinds.list.map { kind in
      let fields = kind.description.fields
      return fields.contains { $0.isRequired && !has($0.name) } ? 0 : fields.count { has($0.name) }
    }
    guard let most = known.max(), most > 0, known.count(where: { $0 == most }) == 1,
      let place = known.firstIndex(of: most)
    else { return nil }
    return read(kinds.list[place])
  }

  mutating func writeKind<Value>(of value: Value, among kinds: Kinds<Value>) {
    ask("kind")
    let name = kinds.nameOf(value)
    resolvedMembers.append(.init("kind", .string(name)))
    var copy = value
    kinds[name]?.configure(&copy, &self)
  }
}
