/// An entry of a table: in a spec a key and its value, in the file's order.
public struct NamedValue<Value> {
  public var name: String
  public var value: Value

  public init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

extension NamedValue: Sendable where Value: Sendable {}
extension NamedValue: Equatable where Value: Equatable {}
