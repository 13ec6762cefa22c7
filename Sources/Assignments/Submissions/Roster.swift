package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Who is in the class: a CSV file with a column `student` (or `id`, `login`, `email`), and, where there
/// are such, `name`, `section` and `lock`, the hash of the answers that were locked.
package struct Roster: Sendable, Equatable {
  package struct Student: Sendable, Equatable {
    package var id: String
    package var name: String?
    package var section: String?
    package var lock: String?
  }

  package private(set) var students: [Student] = []
  package private(set) var remarks: [String] = []

  package init(_ path: String) throws(DataError) {
    try self.init(try InputBytes.read(path, limit: 16 << 20), path: path)
  }

  package init(_ bytes: [UInt8], path: String) throws(DataError) {
    var bytes = bytes
    if String(validating: bytes, as: UTF8.self) == nil {
      remarks.append("\(path): is no UTF-8; its letters are taken for latin-1")
      bytes = Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8)
    }
    let table = try CSVText(bytes, path: path)
    func place(_ names: [String]) -> Int? {
      names.lazy.compactMap { name in
        table.columns.firstIndex { $0.lowercased() == name }
      }.first
    }
    guard let id = place(["student", "id", "login", "username", "user", "email"]) else {
      throw DataError(path, .missingColumn("student", known: table.columns))
    }
    let (name, section, lock) = (place(["name"]), place(["section", "group"]), place(["lock"]))
    var seen: Set<String> = []
    for (number, row) in table.rows.enumerated() {
      func cell(_ place: Int?) -> String? {
        place.flatMap { row.indices.contains($0) && !row[$0].isEmpty ? row[$0] : nil }
      }
      guard let own = cell(id) else {
        remarks.append("\(path): row \(number + 2) has no student, and is left out")
        continue
      }
      guard seen.insert(own).inserted else {
        remarks.append("\(path): \(quoted(own)) stands there twice; the first counts")
        continue
      }
      students.append(
        Student(id: own, name: cell(name), section: cell(section), lock: cell(lock)))
    }
  }

  package subscript(id: String) -> Student? { students.first { $0.id == id } }
}
