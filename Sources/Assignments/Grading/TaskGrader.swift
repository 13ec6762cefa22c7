internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// The checks of the tasks of one submission.
final class TaskGrader {
  private let grader: SubmissionGrader
  private let student: String
  private let submission: String
  private let figures: String?
  private let workshop: SpecWorkshop
  private let judge: AnswerJudge
  private(set) var rankings: [GradeResult.Ranking] = []
  private(set) var protection: [String] = []

  init(_ grader: SubmissionGrader, student: String, submission: String, figures: String?) {
    self.grader = grader
    self.student = student
    self.submission = submission
    self.figures = figures
    let assignment = grader.assignment.assignment
    let numbers = VariantNumbers(
      assignment.variant, variant: grader.variant(of: student, isPublic: true))
    let workshop = SpecWorkshop(
      reader: SpecReader(
        assignment: grader.assignment, submission: submission, numbers: numbers),
      trainer: grader.trainer, variant: grader.variant(of: student),
      classVariant: grader.variant(of: ""), work: grader.work, shared: grader.shared)
    self.workshop = workshop
    judge = AnswerJudge(
      assignment: assignment, numbers: numbers, sheet: AnswerSheet(in: submission)
    ) { source in
      switch source {
      case .task(let task): workshop.runs(of: task)
      case .spec(let name): workshop.runs(ofSpec: name)
      }
    }
  }

  private var assignment: Assignment { grader.assignment.assignment }

  func checks(of task: any AssignmentTask) -> [CheckResult] {
    switch task {
    case let task as ImplementTask: implementChecks(of: task)
    case let task as SpecTask: specChecks(of: task)
    case let task as AnswerTask:
      [grader.mode == .check ? judge.formOnly(task, task.question) : judge.result(of: task)]
    case let task as PredictTask: [prediction(of: task)]
    case let task as ManualTask: [manual(task)]
    default: []
    }
  }

  private func blank(_ task: any AssignmentTask, _ place: Int) -> CheckResult {
    let own = task.checks[place]
    var check = CheckResult(id: "\(task.id).\(own.id)", task: task.id, most: own.most)
    check.title = own.title
    return check
  }

  // MARK: Rules

  private func implementChecks(of task: ImplementTask) -> [CheckResult] {
    let checks = RuleTask(task, limits: grader.trainer.limits)
    do throws(SpecRefusal) {
      let outcome = try checks.outcome(
        in: submission, variant: grader.variant(of: student).code, figures: figures,
        confinement: grader.mode == .check ? .own : .submission(user: grader.user))
      protection += outcome.protection
      return outcome.checks
    } catch {
      return task.checks.indices.map { place in
        var check = blank(task, place)
        check.status = .error
        check.message = error.message
        return check
      }
    }
  }

  // MARK: Specs

  private func specChecks(of task: SpecTask) -> [CheckResult] {
    switch workshop.runs(of: task) {
    case .failure(let refusal): return refused(task, refusal)
    case .success(let runs):
      let judge = GoalJudge(runs)
      let drawn = figures.map { workshop.drawFigures(of: task, into: $0) } ?? []
      let late =
        runs.results.values.contains { $0.status == .interrupted }
        || runs.results.count < runs.trials.count
      return task.goals.enumerated().map { place, goal in
        var check = result(of: goal, blank(task, place), judge)
        if late, check.status == .fail || check.status == .error {
          check.status = .timeout
          check.message +=
            "; not all trials ended within \(JSONNode.shortestText(of: grader.trainer.limits.taskSeconds)) s"
        }
        if place == 0 { check.figures = drawn }
        return check
      }
    }
  }

  private func result(
    of goal: Goal, _ blank: CheckResult, _ judge: GoalJudge
  ) -> CheckResult {
    let outcome = judge.outcome(of: goal)
    var check = blank
    check.points = outcome.points
    check.status = outcome.isError ? .error : outcome.isMet ? .pass : .fail
    check.message = outcome.message
    if !outcome.isMet { check.hint = goal.hint }
    check.expected = outcome.expected
    check.actual = outcome.value
    if let name = goal.leaderboard, let value = outcome.value {
      rankings.append(
        GradeResult.Ranking(
          name: name, value: value, smallerIsBetter: goal.test.atLeast == nil))
    }
    return check
  }

  private func refused(_ task: SpecTask, _ refusal: SpecRefusal) -> [CheckResult] {
    task.goals.indices.map { place in
      var check = blank(task, place)
      check.status = refusal.kind == .notAllowed || refusal.kind == .missing ? .fail : .error
      check.message = refusal.message
      return check
    }
  }

  // MARK: Questions

  private func prediction(of task: PredictTask) -> CheckResult {
    let lock = AnswerLock(in: submission)
    guard grader.mode == .check else {
      return judge.result(of: task, student: student, lock: lock, known: grader.knownLock)
    }
    var check = judge.formOnly(task, task.question)
    guard task.isLocked, check.status == .skipped else { return check }
    check.message +=
      lock.map { "; locked as \($0.hash)" }
      ?? "; not locked yet: `optlab assignment lock` does so, before the run"
    return check
  }

  private func manual(_ task: ManualTask) -> CheckResult {
    var check = blank(task, 0)
    check.isByHand = true
    let isMissing = task.handedIn.map { !OutputFile.exists("\(submission)/\($0)") } ?? false
    check.message =
      isMissing ? "\(task.handedIn ?? "") was not handed in" : "a person gives the points"
    return check
  }
}
