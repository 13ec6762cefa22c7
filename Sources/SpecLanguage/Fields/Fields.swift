/// Reads the fields of one object of a spec, and says what is wrong with them.
///
/// Each call names a field, the variable it sets, what is allowed, and a sentence of help. The
/// default is what the variable already holds; a field that is missing or wrong leaves it alone.
/// Leaving the object reports every field that no call asked for.
///
/// The same calls describe the fields (`Fields.describing`) and write a value with every default
/// filled in (`Fields.writing`).
public struct Fields {
  enum Purpose {
    case reading, writing, describing
  }

  /// What is meant by a name that is no field.
  struct Meaning {
    var words: String
    /// The field that it is; it is only if the object has that.
    var field: String?
  }

  let purpose: Purpose
  /// The object that is read.
  let node: JSONNode
  let path: SpecPath
  /// Whether the object was written as the bare name of its kind, which then is the object's place.
  let isBareName: Bool
  var diagnostics: Diagnostics
  /// The object's fields, each key once.
  let members: [JSONNode.Member]
  private let indexOfMember: [[UInt8]: Int]
  /// The fields asked for so far, in order.
  private(set) var asked: [String] = []
  /// What names mean that are no fields, but are known elsewhere.
  var meanings: [String: Meaning] = [:]
  /// Whether an unknown kind leaves open which fields there should be.
  var allowsUnknownFields = false
  /// What was written so far.
  var resolvedMembers: [JSONNode.Member] = []

  /// The fields described so far, but for those that only one kind of the object has.
  public internal(set) var descriptions: [FieldDescription] = []
  /// Pairs of fields of which there has to be one, and not both, but for those of one kind only.
  public internal(set) var alternatives: [[String]] = []
  /// The kinds that the object can be of, if it has a field `kind`.
  public internal(set) var kinds: [KindDescription] = []
  /// The kind that an object without `kind` is of.
  var defaultKind: String?

  init(
    _ purpose: Purpose, _ node: JSONNode = .object([]), at path: SpecPath = [],
    isBareName: Bool = false,
    _ diagnostics: Diagnostics = Diagnostics(source: SpecSource(name: "", text: ""))
  ) {
    self.purpose = purpose
    self.node = node
    self.path = path
    self.isBareName = isBareName
    var diagnostics = diagnostics
    if case .object(let all) = node.value {
      members = diagnostics.membersWithoutDuplicates(of: all, at: path)
    } else {
      members = []
    }
    let keys = members.enumerated().map { (Array($1.key.utf8), $0) }
    indexOfMember = Dictionary(keys, uniquingKeysWith: { first, _ in first })
    self.diagnostics = diagnostics
  }

  /// Whether the spec gives the field, right or wrong. Does not count as asking for it.
  public func has(_ name: String) -> Bool {
    member(name) != nil
  }

  func member(_ name: String) -> JSONNode.Member? {
    indexOfMember[Array(name.utf8)].map { members[$0] }
  }

  mutating func ask(_ name: String) {
    precondition(!asked.contains(name), "two calls ask for the field \(name)")
    asked.append(name)
  }

  /// Reads a field of any type; the calls named for a type are short for this one.
  public mutating func field<Value>(
    _ name: String, _ value: inout Value, as type: FieldType<Value>, required: Bool = false,
    _ help: String
  ) {
    if let new = field(name, type, standard: value, required: required, help) { value = new }
  }

  /// Reads a field that may be absent: without it, the value stays what it is, which may be `nil`.
  public mutating func field<Value>(
    _ name: String, _ value: inout Value?, as type: FieldType<Value>, required: Bool = false,
    _ help: String
  ) {
    if let new = field(name, type, standard: value, required: required, help) { value = new }
  }

  private mutating func field<Value>(
    _ name: String, _ type: FieldType<Value>, standard: Value?, required: Bool, _ help: String
  ) -> Value? {
    ask(name)
    switch purpose {
    case .reading:
      if let member = member(name) {
        return type.read(member.node, at: path.appending(.key(name)), &diagnostics)
      }
      if required { reportMissing(name, expected: type.expectation) }
    case .writing:
      if let node = standard.flatMap(type.write) { resolvedMembers.append(.init(name, node)) }
    case .describing:
      descriptions.append(
        FieldDescription(
          name: name, type: type.name, range: type.range,
          defaultValue: required ? nil : standard.flatMap(type.write), isRequired: required,
          help: help, valueSchema: type.schema()))
    }
    return nil
  }
}
