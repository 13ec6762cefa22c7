package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// One submission of a class, ready to be graded by itself.
package struct GradingOrder: Sendable {
  /// The folder of the assignment.
  package var assignment: String
  /// The folder with the submission's files.
  package var submission: String
  /// The folder of all results, and the name in it of the one with its `result.json`, which says whose it
  /// is, and where the result and its pictures go.
  package var results: String
  package var name: String
  /// Where its runs are kept, and those that the class shares.
  package var work: String
  package var shared: String
  package var secretFile: String?
  package var lock: String?
  /// The only task that is graded; `nil` for all.
  package var task: String?
  /// The user of the system that programs of the submission run as, where the grader is run by the
  /// superuser; `nil` for the grader's own.
  package var user: String?
  /// Whether pictures are drawn.
  package var draws = true
  package var jobs: Int

  package init(
    assignment: String, submission: String, results: String, name: String, work: String,
    shared: String, secretFile: String?, lock: String?, task: String? = nil, user: String? = nil,
    jobs: Int
  ) {
    self.assignment = assignment
    self.submission = submission
    self.results = results
    self.name = name
    self.work = work
    self.shared = shared
    self.secretFile = secretFile
    self.lock = lock
    self.task = task
    self.user = user
    self.jobs = jobs
  }

  package var output: String { "\(results)/\(name)" }

  /// Grades it in this process, and writes what came of it.
  package func run(_ folder: AssignmentFolder, executors: any ExecutorSource) throws {
    guard let bytes = try OutputFile.read("\(output)/\(GradeResult.fileName)") else {
      throw AssignmentError("\(output): there is no \(GradeResult.fileName)", .noInput)
    }
    let known = try GradeResult(reading: bytes)
    var grader = SubmissionGrader(
      folder, mode: .grade, secret: try SecretFile.read(secretFile),
      trainer: SpecTrainer(
        executors: executors, jobs: jobs, limits: folder.assignment.limits),
      work: work, shared: shared)
    grader.knownLock = lock
    grader.onlyTask = task
    grader.user = user
    let result = grader.grade(known, submission: submission, figures: draws ? output : nil)
    try ClassFolder(results).write(result, folder: name)
  }
}
