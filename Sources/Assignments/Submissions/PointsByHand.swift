package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What people gave: a CSV file with the columns `student`, `check` (or `task`), `points` and, where there
/// is one, `comment`.
package struct PointsByHand: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package var points: Double
    package var comment: String
  }

  private var entries: [String: Entry] = [:]
  package private(set) var remarks: [String] = []

  package init() {}

  package init(_ path: String) throws(DataError) {
    try self.init(try InputBytes.read(path, limit: 16 << 20), path: path)
  }

  package init(_ bytes: [UInt8], path: String) throws(DataError) {
    let table = try CSVText(bytes, path: path)
    func place(_ names: [String]) throws(DataError) -> Int {
      guard
        let place = names.lazy.compactMap({ name in
          table.columns.firstIndex { $0.lowercased() == name }
        }).first
      else { throw DataError(path, .missingColumn(names[0], known: table.columns)) }
      return place
    }
    let student = try place(["student", "id"])
    let check = try place(["check", "task"])
    let points = try place(["points", "score"])
    let comment = try? place(["comment", "message"])
    for (number, row) in table.rows.enumerated() {
      func cell(_ place: Int) -> String { row.indices.contains(place) ? row[place] : "" }
      guard let value = Double(cell(points)), value.isFinite, value >= 0 else {
        if !cell(points).isEmpty {
          remarks.append("\(path): row \(number + 2): \(quoted(cell(points))) is no points")
        }
        continue
      }
      entries[Self.key(cell(student), cell(check))] = Entry(
        points: value, comment: comment.map(cell) ?? "")
    }
  }

  private static func key(_ student: String, _ check: String) -> String {
    "\(student)\u{0}\(check)"
  }

  /// - Parameter check: `TASK.CHECK`; the task alone will do.
  package func entry(student: String, check: String, task: String) -> Entry? {
    entries[Self.key(student, check)] ?? entries[Self.key(student, task)]
  }
}
