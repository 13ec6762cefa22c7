internal import SpecLanguage

/// What is to be said of what was handed in, beside its checks.
struct HandInRemarks {
  private(set) var forAll: [String] = []
  private(set) var forTeacher: [String] = []

  init(
    _ submission: Submission, student: String, assignment: AssignmentFolder,
    roster: Roster?, ids: [String: [String]]
  ) {
    forAll = submission.remarks
    if let known = submission.handedOut { say(of: known, student: student, assignment) }
    if submission.handedOut == nil, submission.formatErrors.isEmpty {
      forTeacher.append(
        "without its \(HandedOut.fileName); the student's id is taken from the name")
    }
    if let roster, roster[student] == nil {
      let near = nearestName(to: student, among: roster.students.map(\.id))
      forTeacher.append(
        "\(quoted(student)) is not in the roster"
          + (near.map { "; is it \(quoted($0))?" } ?? ""))
    }
    let same = ids[student] ?? []
    if same.count > 1 {
      forTeacher.append(
        "\(same.count) submissions have the id \(quoted(student)): "
          + same.map { TerminalText.escaped($0) }.joined(separator: ", "))
    }
  }

  private mutating func say(
    of known: HandedOut, student: String, _ assignment: AssignmentFolder
  ) {
    let own = assignment.assignment
    if known.assignment != own.name {
      forAll.append("handed out as another assignment: \(clipped(known.assignment))")
    } else if known.version != own.version {
      forAll.append("handed out as version \(known.version), graded as version \(own.version)")
    } else if !known.hash.isEmpty, known.hash != assignment.hash {
      forAll.append(
        "the assignment was edited after it was handed out, without a new version: "
          + "\(known.hash.prefix(12)) then, \(assignment.hash.prefix(12)) now")
    }
    let code = Variant(
      assignment: known.assignment, version: known.version, student: known.student
    ).code
    if known.variant != code {
      forTeacher.append("its \(HandedOut.fileName) has not the variant of its student")
    }
  }
}
