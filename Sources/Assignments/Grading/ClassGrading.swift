internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Grades the submissions of a class, each by itself, so that what becomes of one changes no other.
package struct ClassGrading: Sendable {
  package let assignment: AssignmentFolder
  package var submissions: [String]
  /// The folder of the results.
  package var output: String
  package var roster: Roster?
  package var secretFile: String?
  package var points = PointsByHand()
  /// The user of the system that programs run as; `nil` for the grader's own.
  package var user: String?
  /// Whether pictures are drawn, which takes longer than to train what is small.
  package var draws = true
  /// A format in which each result is written besides, and where to for a single one.
  package var writer: (any ResultWriter.Type)?
  package var reportFile: String?
  /// Submissions side by side.
  package var jobs: Int
  /// Grades one; says why it could not, where that is known.
  package var gradeOne: @Sendable (GradingOrder) -> String?
  /// Told of each that is done.
  package var tell: @Sendable (GradeResult, _ isReused: Bool) -> Void

  package init(
    _ assignment: AssignmentFolder, submissions: [String], output: String, jobs: Int,
    gradeOne: @escaping @Sendable (GradingOrder) -> String?,
    tell: @escaping @Sendable (GradeResult, Bool) -> Void = { _, _ in }
  ) {
    self.assignment = assignment
    self.submissions = submissions
    self.output = output
    self.jobs = jobs
    self.gradeOne = gradeOne
    self.tell = tell
  }

  /// What a grading did.
  package struct Summary: Sendable {
    package var book: Gradebook
    /// How many results were there already.
    package var reused: Int
    package var remarks: [String]
  }

  package func run() throws -> Summary {
    let secret = try SecretFile.read(secretFile)
    try OutputFile.makeFolder(work)
    let entries = try HandIns(
      submissions, assignment: assignment, roster: roster, work: work, output: output
    ).entries
    var reused = 0
    var todo: [Work] = []
    for entry in entries {
      let blank = try begin(entry, secret: secret)
      let known = earlier(entry)
      if let known, let done = reusable(known, like: blank) {
        try finish(entry, done)
        reused += 1
        tell(done, true)
        continue
      }
      try write(blank, entry)
      if entry.isReadable {
        todo.append(
          Work(
            entry: entry, order: order(for: entry, alone: submissions.count == 1), earlier: known))
      } else {
        try finish(entry, blank)
        tell(blank, false)
      }
    }
    try gradeAll(todo)
    let book = Gradebook(
      try entries.map { entry in
        Gradebook.Entry(try result(of: entry), folder: entry.folderName)
      } + absent(entries).map { Gradebook.Entry($0) })
    try ClassFolder(output).write(book)
    for entry in entries { OutputFile.removeFolder(entry.unpacked) }
    return Summary(
      book: book, reused: reused, remarks: (roster?.remarks ?? []) + points.remarks)
  }

  private var work: String { "\(output)/.work" }

  private func order(for entry: HandIns.Entry, alone: Bool) -> GradingOrder {
    var order = GradingOrder(
      assignment: assignment.path, submission: entry.submission.folder, results: output,
      name: entry.folderName,
      work: "\(work)/\(entry.folderName)/runs", shared: "\(work)/shared", secretFile: secretFile,
      lock: roster?[entry.student]?.lock, user: user, jobs: alone ? jobs : 1)
    order.draws = draws
    return order
  }

  /// A submission that is to be graded, and what was said of it before.
  private struct Work {
    var entry: HandIns.Entry
    var order: GradingOrder
    var earlier: GradeResult?
  }

  /// Several at a time; one that the grader cannot end with says so in its row.
  private func gradeAll(_ todo: [Work]) throws {
    let failures = ParallelMap.map(todo.map(\.order), atMost: jobs) { [gradeOne, tell] order in
      let failure = gradeOne(order)
      if failure == nil, let result = try? Self.read(order.output) { tell(result, false) }
      return failure
    }
    for (work, failure) in zip(todo, failures) {
      var result = try self.result(of: work.entry)
      if let failure { result.remarksForTeacher.append("the grader could not end: \(failure)") }
      if let earlier = work.earlier { result.adoptPointsByHand(of: earlier) }
      try finish(work.entry, result)
    }
  }

  // MARK: One submission's result

  /// What is known of a submission before it is graded.
  private func begin(_ entry: HandIns.Entry, secret: [UInt8]) throws -> GradeResult {
    let grader = SubmissionGrader(
      assignment, mode: .grade, secret: secret,
      trainer: SpecTrainer(
        executors: LocalExecutors(), jobs: 1, limits: assignment.assignment.limits),
      work: work, shared: work)
    var result = grader.blank(student: entry.student)
    let student = roster?[entry.student]
    (result.name, result.section) = (student?.name, student?.section)
    result.submissionHash = entry.submission.hash
    result.formatErrors = entry.submission.formatErrors
    result.remarks = entry.remarks.forAll
    result.remarksForTeacher = entry.remarks.forTeacher
    try OutputFile.makeFolder(entry.output)
    return result
  }

  /// The result that is there already.
  private func earlier(_ entry: HandIns.Entry) -> GradeResult? {
    try? Self.read(entry.output)
  }

  private static func read(_ folder: String) throws -> GradeResult? {
    try OutputFile.read("\(folder)/\(GradeResult.fileName)").map { try GradeResult(reading: $0) }
  }

  /// The same, if it is of the same files, assignment, variant and program.
  private func reusable(_ earlier: GradeResult, like blank: GradeResult) -> GradeResult? {
    guard earlier.isGraded, !blank.submissionHash.isEmpty,
      earlier.submissionHash == blank.submissionHash,
      earlier.assignment == blank.assignment, earlier.variant == blank.variant,
      earlier.program == blank.program, earlier.student == blank.student
    else { return nil }
    var known = earlier
    (known.name, known.section) = (blank.name, blank.section)
    (known.remarks, known.remarksForTeacher) = (blank.remarks, blank.remarksForTeacher)
    return known
  }

  private func result(of entry: HandIns.Entry) throws -> GradeResult {
    guard let result = try? Self.read(entry.output) else {
      throw AssignmentError("\(entry.output)/\(GradeResult.fileName) cannot be read back")
    }
    return result
  }

  private func write(_ result: GradeResult, _ entry: HandIns.Entry) throws(OutputError) {
    try ClassFolder(output).write(result, folder: entry.folderName)
    guard let writer else { return }
    let file = reportFile ?? "\(entry.output)/\(writer.fileName)"
    // The result itself, which is read back, has this name.
    guard reportFile != nil || writer.fileName != GradeResult.fileName else {
      let own = "\(entry.output)/\(writer.name)-\(writer.fileName)"
      return try ResultWriters.write(
        result, as: writer, to: own, in: ReportPlace(folder: entry.output))
    }
    try ResultWriters.write(
      result, as: writer, to: file, in: ReportPlace(folder: entry.output))
  }

  /// Adds what people gave, and writes the result.
  private func finish(_ entry: HandIns.Entry, _ result: GradeResult) throws {
    var result = result
    for place in result.checks.indices where result.checks[place].isByHand {
      let check = result.checks[place]
      guard
        let given = points.entry(student: result.student, check: check.id, task: check.task)
      else { continue }
      result.checks[place].points = min(given.points, check.most)
      result.checks[place].status = given.points >= check.most ? .pass : .fail
      result.checks[place].message = given.comment
    }
    try write(result, entry)
  }

  /// Those of the roster who handed in nothing.
  private func absent(_ entries: [HandIns.Entry]) -> [GradeResult] {
    let there = Set(entries.map(\.student))
    return (roster?.students ?? []).filter { !there.contains($0.id) }.map { student in
      var result = GradeResult(
        assignment: assignment.origin, student: student.id, variant: 0,
        program: SubmissionGrader.program)
      (result.name, result.section) = (student.name, student.section)
      result.checks = CheckNumbers(assignment.assignment).blank
      result.isHandedIn = false
      return result
    }
  }
}
