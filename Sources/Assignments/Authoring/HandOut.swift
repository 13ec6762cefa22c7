package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// The files that students get of an assignment, and those of its solution.
package struct HandOut: Sendable {
  /// A file by its path in the folder.
  package struct File: Sendable, Equatable {
    package var name: String
    package var bytes: [UInt8]

    package init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
  }

  package let assignment: AssignmentFolder
  /// The numbers that stand in specs and texts.
  package let numbers: VariantNumbers

  package init(_ assignment: AssignmentFolder, student: String) {
    self.assignment = assignment
    let own = assignment.assignment
    numbers = VariantNumbers(
      own.variant,
      variant: Variant(assignment: own.name, version: own.version, student: student))
  }

  /// What students begin with, without what says whose it is.
  /// - Throws: `AssignmentError`.
  package func starter() throws -> [File] {
    var files = try split { $0.starter }
    for task in assignment.assignment.tasks.compactMap({ $0 as? SpecTask }) {
      files.append(File(task.file, try filled(rootFile(of: task))))
    }
    let questions = questionTasks
    if !questions.isEmpty {
      files.append(
        File(
          AnswerSheet.fileName,
          JSONText.pretty(.object(questions.map { .init($0, .null) }))))
    }
    let given = Set(files.map(\.name))
    for name in assignment.filesForStudents() where !given.contains(name) {
      files.append(File(name, try filled(name)))
    }
    files += helpers.filter { helper in !files.contains { $0.name == helper.name } }
    let open = assignment.assignment.withoutAnswers
    files.append(File(AssignmentFolder.fileName, JSONText.pretty(Fields.writing(open))))
    return files
  }

  /// What gets full marks.
  /// - Throws: `AssignmentError`.
  package func solution() throws -> [File] {
    var files = try split { $0.solution }
    for name in sourceNames where isSolutionAlone(name) {
      files.append(File(name, try filled("source/\(name)")))
    }
    files += helpers.filter { helper in !files.contains { $0.name == helper.name } }
    guard !questionTasks.isEmpty else { return files }
    let given = files.first { $0.name == AnswerSheet.fileName }
    files.removeAll { $0.name == AnswerSheet.fileName }
    files.append(File(AnswerSheet.fileName, answers(given.map { AnswerSheet($0.bytes) })))
    return files
  }

  /// The answers that `source` has, and those that the assignment itself knows.
  private func answers(_ given: AnswerSheet?) -> String {
    let members = assignment.assignment.tasks.compactMap { task -> JSONNode.Member? in
      let known = (task as? AnswerTask)?.value.flatMap { AnswerSheet.Answer($0, numbers) }
      return (given?.answers[task.id] ?? known).map { JSONNode.Member(task.id, $0.json) }
    }
    return JSONText.pretty(.object(members))
  }

  /// Writes files below a folder.
  package static func write(_ files: [File], to folder: String) throws(OutputError) {
    for file in files {
      let path = "\(folder)/\(file.name)"
      try OutputFile.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      try OutputFile.write(file.bytes, to: path)
    }
  }

  // MARK: Sources

  private var sourceFolder: String { assignment.file("source") }

  private var sourceNames: [String] {
    FolderListing.files(in: sourceFolder, limit: 1000).filter {
      !$0.contains("__pycache__") && !$0.hasPrefix(".")
    }
  }

  private var questionTasks: [String] {
    assignment.assignment.tasks.filter { $0 is AnswerTask || $0 is PredictTask }.map(\.id)
  }

  /// Specs and answers have no marks: those in `source` are the solution's, and students begin with the
  /// base.
  private func isSolutionAlone(_ name: String) -> Bool {
    let specs = assignment.assignment.tasks.compactMap { ($0 as? SpecTask)?.file }
    let equations = assignment.assignment.tasks.compactMap { ($0 as? ImplementTask)?.equations }
    let manual = assignment.assignment.tasks.compactMap { ($0 as? ManualTask)?.handedIn }
    return (specs + equations + manual + [AnswerSheet.fileName]).contains(name)
  }

  private func split(_ side: (SourceMarkers) -> String) throws -> [File] {
    try sourceNames.filter { !isSolutionAlone($0) }.map { name in
      let bytes = try read("source/\(name)")
      guard let text = String(validating: bytes, as: UTF8.self) else { return File(name, bytes) }
      do throws(SourceMarkers.Mistake) {
        return File(name, side(try SourceMarkers(text)))
      } catch {
        throw AssignmentError("\(sourceFolder)/\(name):\(error.line): \(error.message)")
      }
    }
  }

  /// The spec at the bottom of those that a task is based on.
  private func rootFile(of task: SpecTask) -> String {
    var task = task
    while task.isBasedOnTask, let next = assignment.assignment.task(task.base) as? SpecTask {
      task = next
    }
    return task.base
  }

  private func read(_ name: String) throws(AssignmentError) -> [UInt8] {
    do throws(DataError) {
      return try InputBytes.read(assignment.file(name), limit: 1 << 28)
    } catch {
      throw AssignmentError(error)
    }
  }

  /// A file with the variant's numbers in it.
  private func filled(_ name: String) throws(AssignmentError) -> [UInt8] {
    let bytes = try read(name)
    guard !numbers.chosen.isEmpty, name.hasSuffix(".json") || name.hasSuffix(".md"),
      let text = String(validating: bytes, as: UTF8.self)
    else { return bytes }
    let isSpec = name.hasSuffix(".json")
    let filled = numbers.chosen.reduce(text) { text, entry in
      isSpec
        ? text.replacing(
          "\"{\(entry.key)}\"", with: JSONNode.shortestText(of: entry.value.value)) : text
    }
    return Array((isSpec ? filled : numbers.fill(text)).utf8)
  }

  /// The files that programs speak to the lab with.
  private var helpers: [File] {
    let helpers = [".py": "optlab.py", ".swift": "optlab.swift", ".c": "optlab.h"]
    let programs = assignment.assignment.tasks.compactMap { ($0 as? ImplementTask)?.file }
    let wanted = helpers.filter { helper in programs.contains { $0.hasSuffix(helper.key) } }.values
    return ClientFile.all.filter { wanted.contains($0.name) }.map { File($0.name, $0.bytes) }
  }
}
