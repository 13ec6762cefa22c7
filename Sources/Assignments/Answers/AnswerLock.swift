internal import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// `lock.json`: answers as they were before the run, of which only the hash has to be believed.
///
/// Its SHA-256 is that of its canonical JSON: without blanks, the keys of each object in the order of their
/// bytes.
package struct AnswerLock: Sendable, Equatable {
  package static let fileName = LockedAnswers.fileName

  package var assignment: String
  package var version: Int
  package var student: String
  package var answers: [String: AnswerSheet.Answer]

  package init(
    assignment: String, version: Int, student: String, answers: [String: AnswerSheet.Answer]
  ) {
    self.assignment = assignment
    self.version = version
    self.student = student
    self.answers = answers
  }

  package var json: JSONNode {
    .object([
      .init("assignment", .string(assignment)), .init("version", .integer(version)),
      .init("student", .string(student)),
      .init(
        "answers",
        .object(answers.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.json) })),
    ])
  }

  package var hash: String { LockedAnswers.hash(of: json) }

  /// The one in a folder; `nil` where there is none that can be read.
  package init?(in folder: String) {
    guard let bytes = try? InputBytes.read("\(folder)/\(Self.fileName)", limit: 1 << 20),
      let node = try? JSONParser.parse(bytes), let assignment = node["assignment"]?.text,
      let version = node["version"]?.integer, let student = node["student"]?.text,
      let answers = node["answers"]
    else { return nil }
    self.init(
      assignment: assignment, version: version, student: student,
      answers: AnswerSheet(Array(JSONText.compact(answers).utf8)).answers)
  }

  /// Locks the answers of a folder.
  /// - Returns: the lock, and whether it was there already with the same answers.
  package static func write(
    _ assignment: Assignment, student: String, in folder: String
  ) throws -> (lock: AnswerLock, isNew: Bool) {
    let sheet = AnswerSheet(in: folder)
    if let mistake = sheet.mistake { throw AnswerLockError("\(folder): \(mistake)") }
    let tasks = assignment.tasks.compactMap { $0 as? PredictTask }.filter(\.isLocked)
    guard !tasks.isEmpty else { throw AnswerLockError("this assignment has nothing to lock") }
    var answers: [String: AnswerSheet.Answer] = [:]
    var complaints: [String] = []
    for task in tasks {
      switch Answered(task.question, sheet.answers[task.id]) {
      case .good(let answer): answers[task.id] = answer
      case .bad(let complaint): complaints.append("\(task.id): \(complaint)")
      }
    }
    guard complaints.isEmpty else { throw AnswerLockError(complaints.joined(separator: "; ")) }
    let lock = AnswerLock(
      assignment: assignment.name, version: assignment.version, student: student, answers: answers)
    if let known = AnswerLock(in: folder) {
      if known == lock { return (lock, false) }
      let changed = tasks.map(\.id).filter { known.answers[$0] != answers[$0] }
      throw AnswerLockError(
        "locked already as \(known.hash), and a changed answer is not taken"
          + (changed.isEmpty ? "" : ": \(changed.joined(separator: ", "))"))
    }
    guard !OutputFile.exists("\(folder)/\(fileName)") else {
      throw AnswerLockError("\(folder)/\(fileName) is there, and cannot be read")
    }
    try OutputFile.write(JSONText.pretty(lock.json), to: "\(folder)/\(fileName)")
    return (lock, true)
  }
}

/// Why answers cannot be locked.
package struct AnswerLockError: Error, Equatable, CustomStringConvertible {
  package var description: String

  init(_ description: String) { self.description = description }
}
