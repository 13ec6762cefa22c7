extension FieldType where Value == [JSONNode.Member] {
  /// An object whose names and values are somebody else's affair.
  public static var members: Self {
    Self(
      name: "object", expectation: "an object", shapes: [.object],
      schema: { .object([.init("type", .string("object"))]) },
      read: { node, path, diagnostics in
        guard case .object(let members) = node.value else { return nil }
        return diagnostics.membersWithoutDuplicates(of: members, at: path)
      },
      write: { .object($0) })
  }
}
