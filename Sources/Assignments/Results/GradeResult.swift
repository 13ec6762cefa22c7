/// What came of a submission: what every format of a grading is written from.
package struct GradeResult: Sendable, Equatable {
  /// Which assignment it is, and as which of its versions.
  package struct Source: Sendable, Equatable {
    package var name: String
    package var title: String
    package var version: Int
    /// SHA-256 of all that decides its checks, in hexadecimal digits.
    package var hash: String

    package init(name: String, title: String, version: Int, hash: String) {
      self.name = name
      self.title = title
      self.version = version
      self.hash = hash
    }
  }

  /// A number by which submissions are ranked beside their points.
  package struct Ranking: Sendable, Equatable {
    package var name: String
    package var value: Double
    package var smallerIsBetter: Bool

    package init(name: String, value: Double, smallerIsBetter: Bool) {
      self.name = name
      self.value = value
      self.smallerIsBetter = smallerIsBetter
    }
  }

  /// A task of the assignment, as pages head it.
  package struct Task: Sendable, Equatable {
    package var id: String
    package var title: String

    package init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  package var assignment: Source
  /// The tasks in their order; those of `checks` that are missing here go by their identifiers.
  package var tasks: [Task] = []
  /// As the roster or the lock file has it.
  package var student: String
  /// What the roster says of the student besides.
  package var name: String?
  package var section: String?
  package var variant: UInt64
  /// The program's version and commit.
  package var program: String
  /// What kept the submission's programs from the grader: "rlimit", "subreaper", "landlock 7".
  package var protection: [String] = []
  /// False until all checks are done: what a killed grader leaves.
  package var isGraded = false
  /// False for those of a roster of whom there is nothing to grade.
  package var isHandedIn = true
  /// The submission could not be read at all; the sentences that say why.
  package var formatErrors: [String] = []
  /// What a reader should know and no check says: handed in under an older version, for example.
  package var remarks: [String] = []
  /// What the teacher alone should know.
  package var remarksForTeacher: [String] = []
  /// Whether students are told which known mistake it was, and not only the hint.
  package var namesMistakes = false
  /// SHA-256 of all that was handed in, in hexadecimal digits; empty where nothing could be read.
  package var submissionHash = ""
  /// When the grading ended, in UTC: `2026-11-30T09:00:00Z`.
  package var finishedAt: String?
  package var checks: [CheckResult] = []
  package var rankings: [Ranking] = []
  package var seconds = 0.0

  package init(assignment: Source, student: String, variant: UInt64, program: String) {
    self.assignment = assignment
    self.student = student
    self.variant = variant
    self.program = program
  }

  package var score: Double { checks.reduce(0) { $0 + $1.points } }
  package var most: Double { checks.reduce(0) { $0 + $1.most } }
}

/// What came of one check of one task.
package struct CheckResult: Sendable, Equatable {
  package enum Status: String, Sendable, CaseIterable { case pass, fail, error, timeout, skipped }
  /// Whether the student sees it, or the teacher alone.
  package enum Visibility: String, Sendable, CaseIterable { case visible, hidden }

  /// `TASK.CHECK`, as in `adam.rule`.
  package var id: String
  package var task: String
  /// Its place in the assignment: "1.2".
  package var number = ""
  /// What is checked, in a line.
  package var title = ""
  package var points = 0.0
  /// The most points that it can give.
  package var most = 0.0
  package var status = Status.skipped
  /// The known mistake, as in `adam.no-correction`.
  package var mistake: String?
  /// What was found, in a sentence or two.
  package var message = ""
  /// What to think about next.
  package var hint: String?
  package var expected: Double?
  package var actual: Double?
  package var difference: Double?
  package var tolerance: Double?
  package var visibility = Visibility.visible
  /// Names of pictures and texts beside the result.
  package var figures: [String] = []
  /// Whether a person gives the points.
  package var isByHand = false
  package var seconds: Double?

  package init(id: String, task: String, most: Double) {
    self.id = id
    self.task = task
    self.most = most
  }
}
