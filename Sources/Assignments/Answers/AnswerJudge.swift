internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Judges answers and predictions by numbers that are known, or that runs have.
package struct AnswerJudge {
  let numbers: VariantNumbers
  let sheet: AnswerSheet
  let assignment: Assignment
  /// Whose runs a question is about.
  private let source: (Source) -> Result<TrainedRuns, SpecRefusal>

  package enum Source {
    case task(SpecTask)
    /// A spec of the assignment.
    case spec(String)
  }

  package init(
    assignment: Assignment, numbers: VariantNumbers, sheet: AnswerSheet,
    source: @escaping (Source) -> Result<TrainedRuns, SpecRefusal>
  ) {
    self.assignment = assignment
    self.numbers = numbers
    self.sheet = sheet
    self.source = source
  }

  /// Whether an answer or a prediction is what the runs say.
  package func isRight(_ task: any AssignmentTask) -> Bool {
    switch task {
    case let task as AnswerTask: return result(of: task).status == .pass
    case let task as PredictTask:
      guard let judge = task.judge, let answer = sheet.answers[task.id],
        let truth = try? self.truth(of: judge, task.question).0
      else { return false }
      return Self.agree(answer, truth, task.question)
    default: return false
    }
  }

  // MARK: Answers

  package func result(of task: AnswerTask) -> CheckResult {
    var check = blank(task)
    guard let answer = answer(to: task.question, task.id, &check) else { return check }
    if case .number(let number) = answer { check.actual = number }
    guard let right = rightAnswer(of: task, &check) else { return check }
    if Self.agree(answer, right, task.question) {
      check.status = .pass
      check.points = check.most
      check.message = "\(answer.words) is right"
      return check
    }
    check.status = .fail
    check.message = "\(answer.words) is not right"
    check.hint =
      task.question.near.first { near in
        near.value.flatMap(value).map { Self.agree(answer, $0, task.question) } ?? false
      }?.hint
    return check
  }

  /// Whether an answer is there that can be judged, for who has no right answers.
  package func formOnly(_ task: any AssignmentTask, _ question: Question) -> CheckResult {
    var check = blank(task)
    guard let answer = answer(to: question, task.id, &check) else { return check }
    check.message = "answered: \(answer.words); judged when it is graded"
    return check
  }

  private func blank(_ task: any AssignmentTask) -> CheckResult {
    let own = task.checks[0]
    var check = CheckResult(id: "\(task.id).\(own.id)", task: task.id, most: own.most)
    check.title = numbers.fill(own.title)
    return check
  }

  private func answer(
    to question: Question, _ id: String, _ check: inout CheckResult
  ) -> AnswerSheet.Answer? {
    if let mistake = sheet.mistake {
      check.status = .fail
      check.message = mistake
      return nil
    }
    switch Answered(question, sheet.answers[id]) {
    case .good(let answer): return answer
    case .bad(let complaint):
      check.status = .fail
      check.message = complaint
      return nil
    }
  }

  private func rightAnswer(
    of task: AnswerTask, _ check: inout CheckResult
  ) -> AnswerSheet.Answer? {
    if let known = task.value.flatMap(value) { return known }
    guard let runs = task.from else {
      check.message = "judged when it is graded"
      return nil
    }
    do throws(GoalGap) {
      return .number(try median(of: runs))
    } catch {
      check.status = .error
      check.message = "cannot be judged: \(error.reason)"
      return nil
    }
  }

  private func value(_ expected: ExpectedAnswer) -> AnswerSheet.Answer? {
    AnswerSheet.Answer(expected, numbers)
  }

  private static func agree(
    _ answer: AnswerSheet.Answer, _ right: AnswerSheet.Answer, _ question: Question
  ) -> Bool {
    guard case .number(let own) = answer, case .number(let wanted) = right else {
      return answer == right
    }
    let usual = question.absolute == nil && question.relative == nil ? 1e-6 : 0
    let tolerance = max(
      question.absolute ?? 0, (question.relative ?? usual) * wanted.magnitude)
    // What is written with few digits is not to fail by the last bit.
    return (own - wanted).magnitude <= tolerance * (1 + 1e-9) + 1e-15
  }

  // MARK: Predictions

  /// - Parameters:
  ///   - lock: the one that was handed in.
  ///   - known: the hash that the teacher has of it; `nil` where none was collected.
  package func result(
    of task: PredictTask, student: String, lock: AnswerLock?, known: String?
  ) -> CheckResult {
    var check = blank(task)
    guard let answer = answer(to: task.question, task.id, &check) else { return check }
    if case .number(let number) = answer { check.actual = number }
    if task.isLocked,
      let complaint = complaint(about: answer, task, student: student, lock: lock, known: known)
    {
      check.status = .fail
      check.message = complaint
      return check
    }
    guard let judge = task.judge else {
      check.message = "judged when it is graded"
      return check
    }
    do throws(GoalGap) {
      let (truth, words) = try self.truth(of: judge, task.question)
      let isRight = Self.agree(answer, truth, task.question)
      check.status = isRight ? .pass : .fail
      check.points = isRight ? check.most : task.wrongPoints
      check.message =
        "you said \(answer.words); what came of it: \(truth.words) (\(words))"
      if case .number(let number) = truth { check.expected = number }
      if !isRight {
        check.hint =
          task.question.near.first { near in
            near.value.flatMap(value).map { Self.agree(answer, $0, task.question) } ?? false
          }?.hint
      }
    } catch {
      check.status = .error
      check.message = "cannot be judged: \(error.reason)"
    }
    return check
  }

  private func complaint(
    about answer: AnswerSheet.Answer, _ task: PredictTask, student: String, lock: AnswerLock?,
    known: String?
  ) -> String? {
    guard let lock else {
      return "was not locked before the run: `optlab assignment lock` writes \(AnswerLock.fileName)"
    }
    if let known, known.lowercased() != lock.hash {
      return "the \(AnswerLock.fileName) that was handed in (\(lock.hash)) is not the one that was "
        + "locked in time (\(known))"
    }
    if lock.assignment != assignment.name {
      return "was locked for another assignment, \(lock.assignment)"
    }
    if lock.student != student { return "was locked by another student" }
    guard lock.answers[task.id] == answer else {
      let locked = lock.answers[task.id].map { "locked \($0.words)" } ?? "not locked"
      return "was changed after it was locked: \(locked), handed in \(answer.words)"
    }
    return nil
  }

  /// What came of a prediction: a number, or one of three choices.
  private func truth(
    of judge: MeasuredRuns, _ question: Question
  ) throws(GoalGap) -> (AnswerSheet.Answer, String) {
    guard let names = judge.difference else {
      let value = try median(of: judge)
      return (.number(value), "median over the seeds of the grading")
    }
    let sides = try names.map { name throws(GoalGap) in try side(name, of: judge) }
    let verdict = try PairedVerdict(
      sides[0].values, sides[1].values, isRandom: sides[0].isRandom || sides[1].isRandom,
      level: judge.level, statistic: judge.statistic)
    let place =
      switch verdict.answer {
      case .first: 0
      case .second: 1
      case .cannotBeTold: 2
      }
    return (.word(question.choices[place]), verdict.message)
  }

  private func side(
    _ name: String, of judge: MeasuredRuns
  ) throws(GoalGap) -> (values: GoalValues, isRandom: Bool) {
    var measure = judge.measure
    if measure.columnName == nil, measure.stepsTo == nil, measure.evaluationsTo == nil {
      measure.median = judge.quantity ?? Quantity.evalLoss.rawValue
    }
    var subject = measure.of
    let runs: TrainedRuns
    if judge.task != nil || judge.spec != nil {
      runs = try self.runs(of: judge)
      subject.optimizer = name
    } else {
      runs = try self.runs(ofTask: name)
    }
    let problem = runs.experiment.problems[try runs.group(subject).problem]
    return (
      try GoalValues(measure, of: runs, subject: subject), problem.task.traits.isRandom
    )
  }

  // MARK: Runs

  private func median(of judge: MeasuredRuns) throws(GoalGap) -> Double {
    let values = try GoalValues(judge.measure, of: try runs(of: judge))
    guard let median = GoalJudge.median(values, worst: .infinity), median.isFinite else {
      throw GoalGap("there is no median: \(GoalJudge.seedWords(values))")
    }
    return median
  }

  private func runs(of judge: MeasuredRuns) throws(GoalGap) -> TrainedRuns {
    if let spec = judge.spec { return try unpack(source(.spec(spec))) }
    return try runs(ofTask: judge.task ?? "")
  }

  private func runs(ofTask id: String) throws(GoalGap) -> TrainedRuns {
    guard let task = assignment.task(id) as? SpecTask else {
      throw GoalGap("there is no spec task \(id)")
    }
    return try unpack(source(.task(task)))
  }

  private func unpack(
    _ result: Result<TrainedRuns, SpecRefusal>
  ) throws(GoalGap) -> TrainedRuns {
    switch result {
    case .success(let runs): return runs
    case .failure(let refusal): throw GoalGap(refusal.message)
    }
  }
}
