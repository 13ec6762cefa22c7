package import ExperimentRunner

/// The folder of a class's grading: a folder a student with a `result.json`, and what is written of all of
/// them together.
package struct ClassFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// Writes one student's result and page into the student's folder.
  package func write(_ result: GradeResult, folder: String) throws(OutputError) {
    let own = "\(path)/\(folder)"
    try OutputFile.makeFolder(own)
    try ResultWriters.write(
      result, as: JSONReport.self, to: "\(own)/\(GradeResult.fileName)",
      in: ReportPlace(folder: own))
    try StudentPage(result, folder: own).write(to: own)
  }

  /// Writes the gradebooks and the teacher's page.
  package func write(_ book: Gradebook) throws(OutputError) {
    try GradebookWriters.write(book, to: path)
    try ClassPage(book).write(to: path)
  }

  /// The results that are there, by their folders' names, and what is wrong with those that cannot be
  /// read: people give points in these files.
  package func read() -> (book: Gradebook, mistakes: [String]) {
    var entries: [Gradebook.Entry] = []
    var mistakes: [String] = []
    for name in OutputFile.names(in: path) {
      let file = "\(path)/\(name)/\(GradeResult.fileName)"
      guard OutputFile.exists(file) else { continue }
      do {
        guard let bytes = try OutputFile.read(file) else { continue }
        entries.append(Gradebook.Entry(try GradeResult(reading: bytes), folder: name))
      } catch {
        mistakes.append("\(file): \(error)")
      }
    }
    return (Gradebook(entries), mistakes)
  }

  /// Writes everything again of the results that are there: after points were given by hand.
  /// - Returns: what could not be read, a sentence each; nothing is written then.
  package func writeAgain() throws(OutputError) -> [String] {
    let (book, mistakes) = read()
    guard mistakes.isEmpty else { return mistakes }
    for entry in book.entries {
      let own = "\(path)/\(entry.folder ?? "")"
      try StudentPage(entry.result, folder: own).write(to: own)
    }
    try write(book)
    return []
  }
}
