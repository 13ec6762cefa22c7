import ArgumentParser
import Assignments
import ExperimentRunner
import Glibc
import SpecLanguage

struct AssignmentGrade: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade", abstract: "Grade what was handed in: a folder or a zip a student.",
    discussion: """
      Ends with 0 if all have full marks, and with 1 if not; a crash of a student's program is no \
      crash of this one. A second grading of the same files trains nothing.
      """)

  @OptionGroup var assignment: AssignmentArgument

  @Argument(
    help: ArgumentHelp("Folders and zip archives.", valueName: "SUB"), completion: .file())
  var submissions: [String]

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp("The folder of the results; grades without it.", valueName: "DIR"),
    completion: .directory)
  var output = "grades"

  @Option(
    help: ArgumentHelp(
      "Who is in the class: CSV with the columns student and, if you like, name, section, lock.",
      valueName: "CSV"), completion: .file(extensions: ["csv"]))
  var roster: String?

  @Option(
    help: ArgumentHelp(
      "A file whose bytes nobody else knows: its seeds are the class's.", valueName: "FILE"),
    completion: .file())
  var secret: String?

  @Option(
    help: ArgumentHelp(
      "Points that people gave: CSV with the columns student, check, points, comment.",
      valueName: "CSV"), completion: .file(extensions: ["csv"]))
  var points: String?

  @Option(
    help: ArgumentHelp(
      "Another user of the system that programs run as; for the superuser alone.",
      valueName: "NAME"))
  var user: String?

  @Flag(help: "Draw no pictures.")
  var noFigures = false

  @OptionGroup var options: ReportOptions

  @Option(
    help: ArgumentHelp(
      "Where the report of one submission is written; into its folder without it.",
      valueName: "FILE"), completion: .file())
  var reportFile: String?

  @Option(
    help: ArgumentHelp(
      "Submissions side by side; without it, as many as cores that this process may use.",
      valueName: "N"))
  var jobs: Int = Allotment.own.cores

  func validate() throws {
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs is a number from 1 to 1024, not \(jobs)")
    }
    guard output != "" else { throw ValidationError("--out is a folder, not an empty text") }
    guard reportFile == nil || submissions.count == 1 && options.report != nil else {
      throw ValidationError("--report-file goes with --report and one submission")
    }
  }

  func run() throws {
    var grading = ClassGrading(
      try assignment.read(), submissions: submissions, output: output, jobs: jobs,
      gradeOne: { GradingProcess(program: "/proc/self/exe").run($0) },
      tell: { result, isReused in
        Streams.error("\(GradeLine(result, isReused: isReused).text)\n")
      })
    grading.roster = try roster.map { try Roster($0) }
    grading.secretFile = secret
    if let points { grading.points = try PointsByHand(points) }
    grading.writer = options.writer
    grading.user = user
    grading.draws = !noFigures
    grading.reportFile = reportFile
    let summary = try grading.run()
    Streams.remark(summary.remarks)
    let book = summary.book
    let full = book.results.count(where: \.isFull)
    Streams.output(
      "\(book.results.count) row\(book.results.count == 1 ? "" : "s"), \(full) with full marks, \(summary.reused) graded before\n"
    )
    for name in ["grades.csv", ClassPage.fileName] { Streams.output("\(output)/\(name)\n") }
    try options.leave(isFull: full == book.results.count)
  }
}

/// One submission of a class, in a process of its own, so that whatever becomes of it harms no other.
struct AssignmentGradeOne: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade-one",
    abstract: "Grade what a grading has unpacked; not for people.", shouldDisplay: false)

  @Argument var assignment: String
  @Option var submission: String
  @Option var results: String
  @Option var name: String
  @Option var work: String
  @Option var shared: String
  @Option var secret: String?
  @Option var lock: String?
  @Option var task: String?
  @Option var user: String?
  @Option var jobs: Int
  @Flag var noFigures = false

  func run() throws {
    // Inherited by the workers that train. The texts live for the call.
    _ = unsafe setenv(Confinement.variable, user ?? "", 1)
    var order = GradingOrder(
      assignment: assignment, submission: submission, results: results, name: name, work: work,
      shared: shared, secretFile: secret, lock: lock, task: task, user: user, jobs: jobs)
    order.draws = !noFigures
    try order.run(
      AssignmentArgument.read(assignment), executors: WorkerExecutors(Work.program))
  }
}
