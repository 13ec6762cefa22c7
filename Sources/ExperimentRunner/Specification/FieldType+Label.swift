internal import OptimizerLab

extension FieldType where Value == String {
  /// A name of the user's own: any text but an empty one.
  static var label: Self {
    Self(
      name: "text", expectation: "a text", shapes: [.string],
      schema: { .object([.init("type", .string("string")), .init("minLength", .integer(1))]) },
      read: { node, path, problems in
        guard case .string(let text) = node.value else { return nil }
        if text.isEmpty {
          problems.report("a name must not be empty", at: path, node)
          return nil
        }
        return text
      },
      write: { .string($0) })
  }
}
