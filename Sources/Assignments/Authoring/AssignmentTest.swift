package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Tries an assignment as its author should before it is set: the solution gets all points, what is handed
/// out few, each mutant is told, and a right answer passes whatever the seeds.
package struct AssignmentTest: Sendable {
  package let assignment: AssignmentFolder
  /// How many variants, and how many seeds.
  package var variants: Int
  package var jobs: Int
  package var executors: any ExecutorSource
  /// Grades one submission; says why it could not.
  package var gradeOne: @Sendable (GradingOrder) -> String?

  package init(
    _ assignment: AssignmentFolder, variants: Int, jobs: Int, executors: any ExecutorSource,
    gradeOne: @escaping @Sendable (GradingOrder) -> String?
  ) {
    self.assignment = assignment
    self.variants = variants
    self.jobs = jobs
    self.executors = executors
    self.gradeOne = gradeOne
  }

  /// What was found: lines for people, and which of them are complaints.
  package struct Report: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
      package var text: String
      package var isGood: Bool
    }

    package var lines: [Line] = []
    package var isGood: Bool { lines.allSatisfy(\.isGood) }

    mutating func say(_ text: String, isGood: Bool = true) {
      lines.append(Line(text: text, isGood: isGood))
    }
  }

  /// A submission that is tried.
  private struct Case: Sendable {
    enum Kind: Sendable {
      case solution, starter
      case mutant(Mutant)
    }
    var name: String
    var kind: Kind
    var student: String
    var task: String?
    var files: [HandOut.File]
  }

  /// - Throws: `AssignmentError`, `AssignmentMistakes`, `OutputError`.
  package func run() throws -> Report {
    let place = try OutputFile.makeTemporaryFolder()
    defer { OutputFile.removeFolder(place) }
    var report = Report()
    let cases = try self.cases(&report)
    let outcomes = try tried(cases, in: place)
    sayOfSolutions(zip(cases, outcomes).map { ($0, $1) }, &report)
    try calibrate(in: place, &report)
    return report
  }

  // MARK: Submissions

  private func cases(_ report: inout Report) throws -> [Case] {
    let first = "variant-1"
    let solution = try solution(for: first)
    var cases = [
      Case(name: "solution", kind: .solution, student: first, files: solution),
      Case(
        name: "starter", kind: .starter, student: first,
        files: try HandOut(assignment, student: first).starter()),
    ]
    // Specs are calibrated below; programs and answers are tried on every variant.
    let others = assignment.assignment.tasks.filter { task in
      task is ImplementTask || (task as? AnswerTask)?.value != nil
    }
    for number in stride(from: 2, through: variants, by: 1) where !others.isEmpty {
      let student = "variant-\(number)"
      let files = try self.solution(for: student)
      cases += others.map { task in
        Case(
          name: "solution of \(task.id)", kind: .solution, student: student, task: task.id,
          files: files)
      }
    }
    for (name, mutant) in try Mutant.all(of: assignment) {
      do throws(AssignmentError) {
        cases.append(
          Case(
            name: "mutant \(name)", kind: .mutant(mutant), student: first, task: task(of: mutant),
            files: try mutant.applied(to: solution)))
      } catch {
        report.say("mutant \(name) does not apply: \(error.description)", isGood: false)
      }
    }
    return cases
  }

  /// The task whose check has to tell a mutant, or to which its file belongs; `nil` where all need looking
  /// at.
  private func task(of mutant: Mutant) -> String? {
    let own = assignment.assignment.tasks
    if let asked = own.first(where: { $0.checkIDs.contains(mutant.expect) }) { return asked.id }
    let tasks = own.filter { $0.files.contains(mutant.file) }
    return tasks.count == 1 && !(tasks[0] is SpecTask) ? tasks[0].id : nil
  }

  /// The solution's files, with its predictions locked.
  private func solution(for student: String) throws -> [HandOut.File] {
    var files = try HandOut(assignment, student: student).solution()
    let own = assignment.assignment
    guard let sheet = files.first(where: { $0.name == AnswerSheet.fileName }) else { return files }
    let locked = own.tasks.compactMap { ($0 as? PredictTask)?.id }
    let lock = AnswerLock(
      assignment: own.name, version: own.version, student: student,
      answers: AnswerSheet(sheet.bytes).answers.filter { locked.contains($0.key) })
    files.append(HandOut.File(AnswerLock.fileName, Array(JSONText.pretty(lock.json).utf8)))
    return files
  }

  private func tried(
    _ cases: [Case], in place: String
  ) throws -> [Result<GradeResult, AssignmentError>] {
    let grader = SubmissionGrader(
      assignment, mode: .grade, secret: [],
      trainer: SpecTrainer(executors: executors, jobs: 1, limits: assignment.assignment.limits),
      work: place, shared: place)
    var orders: [GradingOrder] = []
    for (number, entry) in cases.enumerated() {
      let folder = "\(place)/submissions/\(number)"
      try OutputFile.makeFolder(folder)
      try HandOut.write(entry.files, to: folder)
      try ClassFolder("\(place)/results").write(
        grader.blank(student: entry.student), folder: "\(number)")
      var order = GradingOrder(
        assignment: assignment.path, submission: folder, results: "\(place)/results",
        name: "\(number)", work: "\(place)/runs/\(number)", shared: "\(place)/shared",
        secretFile: nil, lock: nil, task: entry.task, jobs: 1)
      order.draws = false
      orders.append(order)
    }
    return ParallelMap.map(orders, atMost: jobs) { [gradeOne] order in
      if let failure = gradeOne(order) { return .failure(AssignmentError(failure)) }
      guard let bytes = try? OutputFile.read("\(order.output)/\(GradeResult.fileName)"),
        let result = try? GradeResult(reading: bytes)
      else { return .failure(AssignmentError("left no result that can be read")) }
      return .success(result)
    }
  }

  private func sayOfSolutions(
    _ outcomes: [(Case, Result<GradeResult, AssignmentError>)], _ report: inout Report
  ) {
    var fullVariants: [String: Int] = [:]
    var slow = 0.0
    for (entry, outcome) in outcomes {
      switch outcome {
      case .failure(let error):
        report.say("\(entry.name) on \(entry.student): \(error.description)", isGood: false)
      case .success(let result):
        slow = max(slow, entry.task == nil ? result.seconds : 0)
        say(of: entry, result, &report, &fullVariants)
      }
    }
    for (name, count) in fullVariants.sorted(by: { $0.key < $1.key }) {
      report.say("\(name): all points on \(count) variant\(count == 1 ? "" : "s")")
    }
    report.say("the longest whole grading took \(NumberText.short(slow)) s")
  }

  private func say(
    of entry: Case, _ result: GradeResult, _ report: inout Report,
    _ fullVariants: inout [String: Int]
  ) {
    // What people give is no matter of a test.
    let checks = result.checks.filter { !$0.isByHand }
    let (score, most) = (
      checks.reduce(0) { $0 + $1.points }, checks.reduce(0) { $0 + $1.most }
    )
    let points = "\(JSONNode.shortestText(of: score)) of \(JSONNode.shortestText(of: most))"
    switch entry.kind {
    case .solution:
      if score >= most - 1e-9 {
        fullVariants[entry.name, default: 0] += 1
        return
      }
      let lacking = checks.filter { $0.points < $0.most }
        .map { "\($0.id): \($0.message)" }.joined(separator: " | ")
      report.say("\(entry.name) on \(entry.student): \(points): \(lacking)", isGood: false)
    case .starter:
      let limit = assignment.assignment.starterAtMost
      let isGood = score <= limit * most + 1e-9
      report.say(
        "starter: \(points)"
          + (isGood ? "" : ", and may have \(JSONNode.shortestText(of: limit * most))"),
        isGood: isGood)
    case .mutant(let mutant):
      let complaint = mutant.complaint(about: result)
      report.say(
        complaint.map { "\(entry.name) \($0)" } ?? "\(entry.name): \(mutant.expect)",
        isGood: complaint == nil)
    }
  }

  // MARK: Calibration

  private func calibrate(in place: String, _ report: inout Report) throws {
    var done: Set<String> = []
    for number in 1...max(variants, 1) {
      let student = "variant-\(number)"
      let hand = HandOut(assignment, student: student)
      let key = hand.numbers.chosen.sorted { $0.key < $1.key }.map { "\($0.value.place)" }
        .joined(separator: "-")
      guard done.insert(key).inserted, done.count <= 12 else { continue }
      let folder = "\(place)/calibration/\(done.count)"
      try OutputFile.makeFolder("\(folder)/solution")
      try HandOut.write(try solution(for: student), to: "\(folder)/solution")
      var limits = assignment.assignment.limits
      (limits.taskSeconds, limits.trials) = (1e5, .max)
      let calibration = Calibration(
        assignment: assignment, numbers: hand.numbers, solution: "\(folder)/solution",
        trainer: SpecTrainer(executors: executors, jobs: jobs, limits: limits),
        work: "\(folder)/runs", poolSize: max(variants, 15))
      do throws(SpecRefusal) {
        for row in try calibration.rows() { say(row, key, &report) }
      } catch {
        report.say("calibration: the solution \(error.message)", isGood: false)
      }
    }
  }

  private func say(_ row: Calibration.Row, _ numbers: String, _ report: inout Report) {
    let share = "\(NumberText.fourDigits(row.share * 100)) %"
    let isGood = !row.isOwn || row.share >= Calibration.wanted
    report.say(
      "\(row.check) with \(row.seeds) seed\(row.seeds == 1 ? "" : "s")\(numbers.isEmpty ? "" : ", numbers \(numbers)"): "
        + "a right answer passes in \(share)\(row.isOwn ? "" : " (students do not get so many)")"
        + (isGood ? "" : ", and should in 99.9 %"), isGood: isGood)
  }
}
