/// How one kind of value is read from JSON, checked, written back, and described.
///
/// The ready-made ones are `.number`, `.integer`, `.flag`, `.text`, `.choice`, `.list`, `.table`,
/// `.object` and `.kind`; `either` and `converted` make unions of them.
public struct FieldType<Value> {
  /// The word in a list of fields: `number`.
  public let name: String
  /// What of it is allowed: `above 0`; `nil` for everything.
  public let range: String?
  /// What a message says should have been there: `a number above 0`.
  public let expectation: String
  /// What the value looks like in JSON, which tells the sides of an `either` apart.
  public let shapes: Set<JSONShape>
  /// The JSON Schema, made when asked for.
  public let schema: () -> JSONNode
  /// The value, or `nil` and a report of each thing wrong with it. Gets only nodes of `shapes`.
  let readChecked: (JSONNode, SpecPath, inout Diagnostics) -> Value?
  /// The value as a spec writes it; `nil` where the type has no way to.
  public let write: (Value) -> JSONNode?

  public init(
    name: String, range: String? = nil, expectation: String, shapes: Set<JSONShape>,
    schema: @escaping () -> JSONNode,
    read: @escaping (JSONNode, SpecPath, inout Diagnostics) -> Value?,
    write: @escaping (Value) -> JSONNode?
  ) {
    self.name = name
    self.range = range
    self.expectation = expectation
    self.shapes = shapes
    self.schema = schema
    readChecked = read
    self.write = write
  }

  /// The value of `node`, or `nil` and a report of each thing wrong with it.
  public func read(_ node: JSONNode, at path: SpecPath, _ diagnostics: inout Diagnostics) -> Value?
  {
    guard shapes.contains(node.shape) else {
      diagnostics.report("expected \(expectation), found \(node.summary)", at: path, node)
      return nil
    }
    return readChecked(node, path, &diagnostics)
  }
}
