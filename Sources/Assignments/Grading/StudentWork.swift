package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// The folder in which a student works.
package struct StudentWork: Sendable {
  package let path: String
  package let assignment: AssignmentFolder
  package let handedOut: HandedOut

  /// - Parameters:
  ///   - shipped: the folders of the assignments that ship with the program.
  ///   - given: the assignment's folder, where it is said.
  package init(_ path: String, shipped: [String], assignment given: String?) throws {
    self.path = path
    let file = "\(path)/\(HandedOut.fileName)"
    guard let bytes = try? InputBytes.read(file, limit: 1 << 20) else {
      throw AssignmentError(
        "there is no \(file): `optlab assignment start` makes a folder with one", .noInput)
    }
    guard let handedOut = HandedOut(bytes) else {
      throw AssignmentError("\(file) is not as `optlab assignment start` wrote it")
    }
    if let complaint = StudentID.complaint(about: handedOut.student) {
      throw AssignmentError("\(file): \(complaint)")
    }
    self.handedOut = handedOut
    let hasOwn = OutputFile.exists("\(path)/\(AssignmentFolder.fileName)")
    assignment = try AssignmentFolder(
      given ?? (hasOwn ? path : handedOut.assignment), shipped: shipped)
  }

  /// Where the pictures of a check are.
  package var figures: String { "\(path)/.optlab/figures" }

  /// Tries all tasks, or one of them, as far as students may know.
  package func check(
    task: String?, jobs: Int, executors: any ExecutorSource, report: any ProgressReport
  ) throws -> GradeResult {
    let own = assignment.assignment
    if let task, own.task(task) == nil {
      throw AssignmentError(
        "--task: \(unknownName(task, among: own.tasks.map(\.id)))", .usage)
    }
    var grader = SubmissionGrader(
      assignment, mode: .check, secret: [],
      trainer: SpecTrainer(
        executors: executors, jobs: jobs, limits: own.limits, report: report),
      work: "\(path)/.optlab/runs", shared: "\(path)/.optlab/shared")
    grader.onlyTask = task
    try OutputFile.makeFolder(figures)
    var result = grader.blank(student: handedOut.student)
    if handedOut.assignment != own.name || handedOut.version != own.version {
      result.remarks.append(
        "handed out as \(handedOut.assignment), version \(handedOut.version); this is \(own.name), "
          + "version \(own.version)")
    }
    return grader.grade(result, submission: path, figures: figures)
  }
}

extension CheckResult.Status {
  /// Whether something is not as it should be.
  package var isFailure: Bool { [.fail, .error, .timeout].contains(self) }
}

/// A submission in a line, for who waits.
package struct GradeLine {
  package let text: String

  package init(_ result: GradeResult, isReused: Bool) {
    let points =
      result.isGraded
      ? "\(JSONNode.shortestText(of: result.score)) of \(JSONNode.shortestText(of: result.most))"
      : result.state
    let errors = result.formatErrors.isEmpty ? "" : ": \(result.formatErrors[0])"
    text = TerminalText.escaped(
      "\(result.student): \(points)\(errors)\(isReused ? " (graded before)" : "")")
  }
}
