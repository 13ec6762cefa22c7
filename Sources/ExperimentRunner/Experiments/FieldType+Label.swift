internal import OptimizerLab
internal import SpecLanguage

extension FieldType where Value == String {
  /// A name that becomes a folder's: at most 100 letters, digits, `.`, `_` and `-`, the first of
  /// them a letter or a digit.
  static var folderName: Self {
    Self(
      name: "text", expectation: "a text", shapes: [.string],
      schema: {
        .object([
          .init("type", .string("string")),
          .init("pattern", .string("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")),
        ])
      },
      read: { node, path, diagnostics in
        guard case .string(let text) = node.value else { return nil }
        let bytes = Array(text.utf8)
        let isPlain = bytes.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
        guard isPlain, let first = bytes.first, isLetterOrDigit(first), bytes.count <= 100 else {
          diagnostics.report(
            "is a folder's name: at most 100 letters, digits, '.', '_' and '-', beginning with a "
              + "letter or digit", at: path, node)
          return nil
        }
        return text
      },
      write: { .string($0) })
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// A name of the user's own: any text but an empty one.
  static var label: Self {
    Self(
      name: "text", expectation: "a text", shapes: [.string],
      schema: { .object([.init("type", .string("string")), .init("minLength", .integer(1))]) },
      read: { node, path, diagnostics in
        guard case .string(let text) = node.value else { return nil }
        if text.isEmpty {
          diagnostics.report("a name must not be empty", at: path, node)
          return nil
        }
        return text
      },
      write: { .string($0) })
  }
}
