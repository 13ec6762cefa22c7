extension FieldType {
  /// The same type, or `null`, where that means something else than leaving the field out.
  public var orNull: FieldType<Value?> {
    precondition(!shapes.contains(.null))
    let (read, write, schema) = (readChecked, write, schema)
    return FieldType<Value?>(
      name: "\(name) or null", range: range, expectation: "\(expectation), or null",
      shapes: shapes.union([.null]),
      schema: {
        .object([
          .init("anyOf", .array([schema(), .object([.init("type", .string("null"))])]))
        ])
      },
      read: { node, path, diagnostics in
        node.shape == .null ? .some(nil) : read(node, path, &diagnostics).map { .some($0) }
      },
      write: { value in value.map(write) ?? JSONNode(.null) })
  }
}
