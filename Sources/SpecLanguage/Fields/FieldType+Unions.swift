extension FieldType {
  /// The same JSON for another Swift type.
  ///
  /// - Parameter back: the value to write; `nil` for a value that this JSON cannot express, which
  ///   in an `either` is the other side's to write.
  public func converted<Other>(
    to make: @escaping (Value) -> Other, from back: @escaping (Other) -> Value?
  ) -> FieldType<Other> {
    let read = readChecked
    let write = write
    return FieldType<Other>(
      name: name, range: range, expectation: expectation, shapes: shapes, schema: schema,
      read: { node, path, diagnostics in read(node, path, &diagnostics).map(make) },
      write: { other in back(other).flatMap(write) })
  }

  /// The same type with other words for what should have been there.
  public func expecting(_ expectation: String) -> Self {
    Self(
      name: name, range: range, expectation: expectation, shapes: shapes, schema: schema,
      read: readChecked, write: write)
  }

  /// The same type, of whose values some are refused, with a report.
  public func checked(
    _ check: @escaping (Value, SpecPath, JSONNode, inout Diagnostics) -> Void
  ) -> Self {
    let read = readChecked
    return Self(
      name: name, range: range, expectation: expectation, shapes: shapes, schema: schema,
      read: { node, path, diagnostics in
        guard let value = read(node, path, &diagnostics) else { return nil }
        let before = diagnostics.all.count
        check(value, path, node, &diagnostics)
        return diagnostics.all.count == before ? value : nil
      },
      write: write)
  }

  /// The same type with another schema.
  public func describing(_ schema: @escaping () -> JSONNode) -> Self {
    Self(
      name: name, range: range, expectation: expectation, shapes: shapes, schema: schema,
      read: readChecked, write: write)
  }

  /// One of two types, told apart by what they look like in JSON, which must differ.
  public static func either(_ first: Self, or second: Self) -> Self {
    precondition(first.shapes.isDisjoint(with: second.shapes), "JSON cannot tell the two apart")
    return either(first, or: second) { first.shapes.contains($0.shape) }
  }

  /// One of two types that may look alike: the first where `isFirst` says so.
  public static func either(
    _ first: Self, or second: Self, where isFirst: @escaping (JSONNode) -> Bool
  ) -> Self {
    Self(
      name: "\(first.name) or \(second.name)", range: first.range ?? second.range,
      expectation: "\(first.expectation) or \(second.expectation)",
      shapes: first.shapes.union(second.shapes),
      schema: { .object([.init("anyOf", .array([first.schema(), second.schema()]))]) },
      read: { node, path, diagnostics in
        let type = isFirst(node) ? first : second
        return type.readChecked(node, path, &diagnostics)
      },
      write: { value in first.write(value) ?? second.write(value) })
  }
}
