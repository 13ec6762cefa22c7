internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What a class handed in, each unpacked into a folder of its own, with the id of its student.
struct HandIns {
  struct Entry {
    var student: String
    var submission: Submission
    /// The folder of its results, in that of all, and its name.
    var output: String
    var folderName: String
    /// Where it was unpacked.
    var unpacked: String
    var remarks: HandInRemarks
    var isReadable: Bool { submission.formatErrors.isEmpty }
  }

  private(set) var entries: [Entry] = []

  init(
    _ paths: [String], assignment: AssignmentFolder, roster: Roster?, work: String,
    output: String
  ) throws(OutputError) {
    let expected = Array(Set(assignment.assignment.tasks.flatMap(\.files)))
    var read: [(path: String, student: String, submission: Submission, unpacked: String)] = []
    for (place, path) in paths.enumerated() {
      let unpacked = "\(work)/handed-in/\(place)"
      OutputFile.removeFolder(unpacked)
      try OutputFile.makeFolder(unpacked)
      let submission = try Submission(path, into: unpacked, expecting: expected)
      read.append(
        (path, Self.student(of: submission, at: path, roster: roster), submission, unpacked))
    }
    let ids = Dictionary(grouping: read, by: \.student).mapValues { $0.map(\.submission.name) }
    var taken: Set<String> = []
    for (_, student, submission, unpacked) in read {
      let name = Self.free(StudentID.folderName(student), &taken)
      entries.append(
        Entry(
          student: student, submission: submission, output: "\(output)/\(name)",
          folderName: name, unpacked: unpacked,
          remarks: HandInRemarks(
            submission, student: student, assignment: assignment, roster: roster, ids: ids)))
    }
  }

  /// Of the lock file; else of the name of what was handed in, or the student of the roster whose id it
  /// begins with.
  private static func student(
    of submission: Submission, at path: String, roster: Roster?
  ) -> String {
    if let id = submission.handedOut?.student, StudentID.complaint(about: id) == nil { return id }
    let name = Submission.nameWithoutEnding(path)
    let likely = roster?.students.map(\.id).filter { id in
      name == id || name.hasPrefix(id) && "_- .".contains(name.dropFirst(id.count).first ?? "_")
    }
    let id = likely?.max { $0.count < $1.count } ?? name
    return StudentID.complaint(about: id) == nil ? id : Echo.escaped(clipped(id))
  }

  /// A name that nobody has yet; file systems may take `Ada` and `ada` for one.
  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate.lowercased()).inserted {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }
}
