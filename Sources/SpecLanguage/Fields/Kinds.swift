/// The kinds that one place in a spec can name.
public struct Kinds<Value>: Sendable {
  /// What they are kinds of: `layer`.
  public let noun: String
  public let list: [Kind<Value>]
  /// Whether `"relu"` may stand for `{"kind": "relu"}`.
  public let allowsBareNames: Bool
  /// The kind of a value, to write it.
  let nameOf: @Sendable (Value) -> String

  public init(
    _ noun: String, _ list: [Kind<Value>], allowsBareNames: Bool = false,
    nameOf: @escaping @Sendable (Value) -> String
  ) {
    self.noun = noun
    self.list = list
    self.allowsBareNames = allowsBareNames
    self.nameOf = nameOf
  }

  public var names: [String] { list.map(\.name) }

  var nounWithArticle: String {
    noun.first.map { "aeiou".contains($0) } == true ? "an \(noun)" : "a \(noun)"
  }

  /// The kind of that name, by its bytes.
  public subscript(name: String) -> Kind<Value>? {
    list.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// An object of any of the kinds, with nothing but that kind's fields.
  var schema: JSONNode {
    let objects = list.map { kind in
      ObjectSchema(kind: kind.description, isKindRequired: true).node
    }
    guard allowsBareNames else { return .object([.init("anyOf", .array(objects))]) }
    // A kind that asks for something cannot be written as its name alone.
    let short = list.filter { !$0.description.fields.contains(where: \.isRequired) }.map(\.name)
    let bareNames = JSONNode.object([.init("enum", .array(short.map(JSONNode.string)))])
    return .object([.init("anyOf", .array([bareNames] + objects))])
  }
}
