package import ExperimentRunner
internal import SpecLanguage

/// A format in which the results of a class are given: one file.
package protocol GradebookWriter: Sendable {
  static var name: String { get }
  static var summary: String { get }
  static var fileName: String { get }
  static func text(of book: Gradebook) -> String
}

/// The one list of them.
package enum GradebookWriters {
  package static let all: [any GradebookWriter.Type] = [
    GradesCSV.self, GradesJSON.self, CanvasCSV.self,
  ]

  /// Writes every one of them into a folder.
  package static func write(_ book: Gradebook, to folder: String) throws(OutputError) {
    for writer in all {
      try OutputFile.write(writer.text(of: book), to: "\(folder)/\(writer.fileName)")
    }
  }
}

/// `grades.csv`: a row a student, a column a check.
package enum GradesCSV: GradebookWriter {
  package static let name = "csv"
  package static let summary = "a row a student, a column a check"
  package static let fileName = "grades.csv"

  package static func text(of book: Gradebook) -> String {
    let checks = book.checks.map(\.id)
    let hasNames = book.results.contains { $0.name != nil }
    let hasSections = book.results.contains { $0.section != nil }
    var table = CSVTable(
      columns: ["student"] + (hasNames ? ["name"] : []) + (hasSections ? ["section"] : [])
        + ["score", "max", "percent"] + checks
        + ["status", "full", "seconds", "mistakes", "by_hand", "remarks"])
    for (place, result) in book.results.enumerated() {
      let own = result.checksByID
      table.text(result.student)
      if hasNames { table.text(result.name ?? "") }
      if hasSections { table.text(result.section ?? "") }
      table.number(result.isGraded ? result.score : nil)
      table.number(result.most)
      table.number(result.isGraded ? result.percent.map { ($0 * 100).rounded() / 100 } : nil)
      for id in checks {
        let check = own[id]
        let isOpen = !result.isGraded || (check?.isByHand == true && check?.status == .skipped)
        table.number(isOpen ? nil : check?.points)
      }
      table.text(result.state)
      table.text(result.isFull ? "yes" : "no")
      table.number((result.seconds * 1000).rounded() / 1000)
      table.text(result.checks.compactMap(\.mistake).joined(separator: " "))
      table.text(result.awaited.map(\.id).joined(separator: " "))
      table.text(book.remarks(on: place).joined(separator: "; "))
      table.endLine()
    }
    return String(decoding: table.bytes, as: UTF8.self)
  }
}

/// `grades.json`: every result whole.
package enum GradesJSON: GradebookWriter {
  package static let name = "json"
  package static let summary = "every result, whole"
  package static let fileName = "grades.json"

  package static func text(of book: Gradebook) -> String {
    let rows = book.entries.enumerated().map { place, entry in
      JSONNode.object(
        (entry.folder.map { [.init("folder", .string($0))] } ?? []) + [
          .init("status", .string(entry.result.state)),
          .init("remarks", .array(book.remarks(on: place).map { .string($0) })),
          .init("result", entry.result.json),
        ])
    }
    return JSONText.pretty(
      .object([.init("grades", .integer(1)), .init("students", .array(rows))]))
  }
}

/// `canvas.csv`: what Canvas takes under Grades, Import: who it is, then a column of points.
///
/// It finds a student by the first of these columns that is not empty; a student's name in this program is
/// the login.
package enum CanvasCSV: GradebookWriter {
  package static let name = "canvas"
  package static let summary = "for the import of grades in Canvas"
  package static let fileName = "canvas.csv"

  package static func text(of book: Gradebook) -> String {
    let title = book.assignment?.title ?? ""
    var table = CSVTable(
      columns: ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title])
    table.text("    Points Possible")
    for _ in 0..<4 { table.text("") }
    table.number(book.most)
    table.endLine()
    for result in book.results {
      table.text(result.name ?? result.student)
      table.text("")
      table.text("")
      table.text(result.student)
      table.text(result.section ?? "")
      table.number(result.isGraded ? result.score : nil)
      table.endLine()
    }
    return String(decoding: table.bytes, as: UTF8.self)
  }
}
