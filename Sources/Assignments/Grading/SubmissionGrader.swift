internal import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab
internal import SpecLanguage

/// Grades one submission: every check of every task, and what counts of it.
package struct SubmissionGrader {
  /// Whether all is judged, or what a student may see before handing in.
  package enum Mode: Sendable { case grade, check }

  package let assignment: AssignmentFolder
  package var mode: Mode
  package var secret: [UInt8]
  package var trainer: SpecTrainer
  /// The hash of the answers that were locked in time, where the teacher has one.
  package var knownLock: String?
  /// Where runs are kept, and those that all submissions of a class share.
  package var work: String
  package var shared: String
  /// The user that programs run as; `nil` for the grader's own.
  package var user: String?
  /// Only this task, with what it is based on.
  package var onlyTask: String?

  package init(
    _ assignment: AssignmentFolder, mode: Mode, secret: [UInt8], trainer: SpecTrainer,
    work: String, shared: String
  ) {
    self.assignment = assignment
    self.mode = mode
    self.secret = secret
    self.trainer = trainer
    self.work = work
    self.shared = shared
  }

  /// What is there before anything was looked at, and what a killed grader leaves.
  package func blank(student: String) -> GradeResult {
    var result = GradeResult(
      assignment: assignment.origin, student: student, variant: variant(of: student).code,
      program: Self.program)
    let numbers = VariantNumbers(
      assignment.assignment.variant, variant: variant(of: student, isPublic: true))
    result.checks = CheckNumbers(assignment.assignment).blank
    for place in result.checks.indices {
      result.checks[place].title = numbers.fill(result.checks[place].title)
    }
    result.tasks = assignment.assignment.tasks.map { task in
      .init(id: task.id, title: task.common.title)
    }
    result.namesMistakes = assignment.assignment.tasks.contains {
      ($0 as? ImplementTask)?.level == .name
    }
    return result
  }

  /// The program's version and commit.
  package static var program: String { Version.described }

  package func variant(of student: String, isPublic: Bool = false) -> Variant {
    Variant(
      assignment: assignment.assignment.name, version: assignment.assignment.version,
      student: student, secret: isPublic ? [] : secret)
  }

  /// - Parameters:
  ///   - result: what is known of the submission so far.
  ///   - submission: the folder with its files.
  ///   - figures: where pictures are put; `nil` for none.
  package func grade(
    _ result: GradeResult, submission: String, figures: String?
  ) -> GradeResult {
    var result = result
    let begin = ContinuousClock.now
    let tasks = TaskGrader(self, student: result.student, submission: submission, figures: figures)
    var checks: [CheckResult] = []
    for task in assignment.assignment.tasks where onlyTask == nil || task.id == onlyTask {
      let start = ContinuousClock.now
      var own = tasks.checks(of: task)
      let seconds = (ContinuousClock.now - start).seconds
      for place in own.indices {
        own[place].seconds = own[place].seconds ?? seconds / Double(own.count)
      }
      checks += own
    }
    let numbers = CheckNumbers(assignment.assignment)
    result.checks = Needs(assignment.assignment).applied(to: numbers.numbered(checks))
    result.rankings = tasks.rankings
    for word in tasks.protection where !result.protection.contains(word) {
      result.protection.append(word)
    }
    result.isGraded = true
    result.seconds = (ContinuousClock.now - begin).seconds
    result.finishedAt = Date().formatted(.iso8601)
    return result
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

/// The places of checks in an assignment: "1.2" is the second check of the first task.
struct CheckNumbers {
  private let assignment: Assignment

  init(_ assignment: Assignment) { self.assignment = assignment }

  /// Every check, of which nothing is known.
  var blank: [CheckResult] {
    numbered(
      assignment.tasks.flatMap { task in
        task.checks.map { own in
          var check = CheckResult(id: "\(task.id).\(own.id)", task: task.id, most: own.most)
          check.title = own.title
          check.isByHand = task is ManualTask
          return check
        }
      })
  }

  func numbered(_ checks: [CheckResult]) -> [CheckResult] {
    checks.map { check in
      var check = check
      if let place = assignment.tasks.firstIndex(where: { $0.id == check.task }),
        let own = assignment.tasks[place].checkIDs.firstIndex(of: check.id)
      {
        check.number = "\(place + 1).\(own + 1)"
      }
      return check
    }
  }
}

/// Which checks count: those all of whose needs have full marks, and count themselves.
struct Needs {
  private let assignment: Assignment

  init(_ assignment: Assignment) { self.assignment = assignment }

  func applied(to checks: [CheckResult]) -> [CheckResult] {
    let byID = Dictionary(checks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return checks.map { check in
      let missing = unmet(check.id, byID)
      guard !missing.isEmpty, check.most > 0, check.points > 0 || check.status == .pass else {
        return check
      }
      var check = check
      check.points = 0
      check.status = .skipped
      check.message =
        "counts only with full marks for \(missing.joined(separator: ", ")). " + check.message
      return check
    }
  }

  /// The needs of a check that are not met, or not looked at, in order.
  private func unmet(_ id: String, _ checks: [String: CheckResult]) -> [String] {
    assignment.needs(of: id).filter { need in
      guard let check = checks[need] else { return false }
      let isFull = check.most > 0 ? check.points >= check.most - 1e-9 : check.status == .pass
      return !isFull || !unmet(need, checks).isEmpty
    }
  }
}
