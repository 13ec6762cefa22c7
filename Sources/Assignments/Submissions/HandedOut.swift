internal import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// `assignment.lock.json`: whose folder it is, and of which assignment as which of its versions.
package struct HandedOut: Sendable, Equatable {
  package static let fileName = "assignment.lock.json"

  package var assignment: String
  package var version: Int
  package var hash: String
  package var student: String
  /// The variant without a secret.
  package var variant: UInt64

  package init(
    assignment: String, version: Int, hash: String, student: String, variant: UInt64
  ) {
    self.assignment = assignment
    self.version = version
    self.hash = hash
    self.student = student
    self.variant = variant
  }

  package var json: JSONNode {
    .object([
      .init("assignment", .string(assignment)), .init("version", .integer(version)),
      .init("hash", .string(hash)), .init("student", .string(student)),
      .init("variant", .integer(variant)),
    ])
  }

  /// `nil` for what is no such file.
  package init?(_ bytes: [UInt8]) {
    guard let node = try? JSONParser.parse(bytes), let assignment = node["assignment"]?.text,
      let version = node["version"]?.integer, let student = node["student"]?.text,
      case .number(let digits)? = node["variant"]?.value, let variant = UInt64(digits)
    else { return nil }
    self.init(
      assignment: assignment, version: version, hash: node["hash"]?.text ?? "", student: student,
      variant: variant)
  }
}

/// Ids of students.
package enum StudentID {
  /// What is wrong with one, in a sentence; `nil` for one that is good.
  package static func complaint(about id: String) -> String? {
    if id.isEmpty { return "a student's id is not empty" }
    if id.utf8.count > 200 { return "a student's id has at most 200 bytes" }
    if id.unicodeScalars.contains(where: \.isInvisible) {
      return "a student's id has only letters that can be seen, not \(quoted(Echo.escaped(id)))"
    }
    return nil
  }

  /// A folder's name for it, which leads nowhere else.
  package static func folderName(_ id: String) -> String {
    let letters = id.unicodeScalars.map { scalar -> String in
      let isPlain =
        scalar.isASCII
        && (AssignmentText.isLetterOrDigit(UInt8(scalar.value))
          || "._-@+".unicodeScalars.contains(scalar))
      return isPlain || (!scalar.isASCII && scalar.properties.isAlphabetic) ? String(scalar) : "_"
    }
    let name = String(letters.joined().prefix(80))
    return name.isEmpty || name.hasPrefix(".") || name.hasPrefix("-") ? "_" + name : name
  }
}
