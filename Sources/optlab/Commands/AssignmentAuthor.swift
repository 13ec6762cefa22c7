import ArgumentParser
import Assignments
import ExperimentRunner
import SpecLanguage

struct AssignmentSplit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Make what is handed out, and the solution, of one source.",
    discussion: """
      What stands between "# BEGIN SOLUTION" and "# END SOLUTION" is the solution's; lines that \
      begin with "# STUB: " are the starter's. "//" will do for "#".
      """)

  @Argument(
    help: ArgumentHelp("An assignment's folder, or one with sources.", valueName: "SRC"),
    completion: .assignment)
  var source: String

  @Option(
    help: ArgumentHelp("The folder for what is handed out.", valueName: "DIR"),
    completion: .directory)
  var starter: String

  @Option(
    help: ArgumentHelp("The folder for the solution.", valueName: "DIR"), completion: .directory)
  var solution: String?

  func run() throws {
    let split = try SourceSplit(source)
    for name in try split.write(starter: starter, solution: solution) {
      Streams.output("\(name)\n")
    }
  }
}

struct AssignmentTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Try an assignment before it is set.",
    discussion: """
      The solution has to have all points on every variant, what is handed out few, each mutant \
      its hint, and a right answer has to pass in 99.9 % of the draws of students' seeds.
      """)

  @OptionGroup var assignment: AssignmentArgument

  @Option(help: ArgumentHelp("How many variants, and how many seeds.", valueName: "N"))
  var variants = 50

  @Option(
    help: ArgumentHelp(
      "Submissions and trials side by side; without it, as many as cores that this process may use.",
      valueName: "N"))
  var jobs: Int = Allotment.own.cores

  func validate() throws {
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs is a number from 1 to 1024, not \(jobs)")
    }
    guard (1...1000).contains(variants) else {
      throw ValidationError("--variants is a number from 1 to 1000, not \(variants)")
    }
  }

  func run() throws {
    let test = AssignmentTest(
      try assignment.read(), variants: variants, jobs: jobs,
      executors: WorkerExecutors(Work.program),
      gradeOne: { GradingProcess(program: "/proc/self/exe").run($0) })
    do {
      let report = try test.run()
      for line in report.lines {
        Streams.output("\(line.isGood ? "ok  " : "BAD ")\(TerminalText.escaped(line.text))\n")
      }
      if !report.isGood { throw ExitStatus.someTrialFailed }
    } catch let mistakes as AssignmentMistakes {
      Streams.error(mistakes.description)
      throw ExitStatus.badData
    }
  }
}

struct AssignmentPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Make what a platform's autograder wants.")

  @OptionGroup var assignment: AssignmentArgument

  @Option(
    name: .customLong("for"),
    help: "\(Platform.allCases.map(\.rawValue).joined(separator: ", ")).")
  var platform: Platform

  @Option(
    name: .customLong("out"), help: ArgumentHelp("The folder to make.", valueName: "DIR"),
    completion: .directory)
  var output: String

  @Option(
    help: ArgumentHelp(
      "A file whose bytes nobody else knows, which goes into it.", valueName: "FILE"),
    completion: .file())
  var secret: String?

  func run() throws {
    let pack = try PlatformPack(
      assignment.read(), platform: platform, secretFile: secret, program: Work.program.path)
    for file in try pack.write(to: output) { Streams.output("\(file)\n") }
    for remark in pack.remarks { Streams.error("optlab: \(remark)\n") }
  }
}

extension Platform: ExpressibleByArgument {}
