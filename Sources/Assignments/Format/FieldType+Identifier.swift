package import SpecLanguage

/// Letters that names of an assignment are made of.
enum AssignmentText {
  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetterOrDigit(first), text.utf8.count <= 100 else {
      return false
    }
    return text.utf8.allSatisfy { isLetterOrDigit($0) || "_-".utf8.contains($0) }
  }

  /// A path that leads to a file of the same folder or of one in it.
  static func isInnerPath(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !path.utf8.contains(0) && !path.contains("\\")
      && parts.allSatisfy { !["", ".", ".."].contains($0) }
  }
}

extension FieldType where Value == String {
  /// A name that stands in ids such as `TASK.CHECK`, and may become a folder's.
  package static var identifier: Self {
    FieldType<String>.text.checked { text, path, node, diagnostics in
      if !AssignmentText.isIdentifier(text) {
        diagnostics.report(
          "is a name: at most 100 letters, digits, '_' and '-', beginning with a letter or digit",
          at: path, node)
      }
    }.describing {
      .object([
        .init("type", .string("string")),
        .init("pattern", .string("^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$")),
      ])
    }
  }

  /// A file of the assignment's or of a submission's own folder.
  package static var innerPath: Self {
    FieldType<String>.text.checked { text, path, node, diagnostics in
      if !AssignmentText.isInnerPath(text) {
        diagnostics.report(
          "is a file's path inside the folder: no \"..\", no \"/\" at its beginning", at: path, node
        )
      }
    }
  }
}
