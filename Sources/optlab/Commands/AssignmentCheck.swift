import ArgumentParser
import Assignments
import ExperimentRunner
import SpecLanguage

/// In which format a result is written, and where to.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The format: \(ResultWriters.all.map { $0.name }.joined(separator: ", ")).",
      valueName: "FORMAT"),
    completion: .list(ResultWriters.all.map { $0.name }),
    transform: { text in
      let names = ResultWriters.all.map { $0.name }
      guard names.contains(text) else {
        throw ValidationError("--report: " + unknownName(text, among: names))
      }
      return text
    })
  var report: String?

  @Flag(help: "End with 0 whatever the marks, for platforms that take any other end for a crash.")
  var exitZero = false

  var writer: (any ResultWriter.Type)? { report.flatMap(ResultWriters.named) }

  /// Ends as the marks are.
  func leave(isFull: Bool) throws {
    if !isFull, !exitZero { throw ExitStatus.someTrialFailed }
  }
}

struct AssignmentCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Try what you have, on your own variant; nothing is handed in.",
    discussion: "Ends with 0 if nothing fails, and with 1 if something does.")

  @Argument(
    help: ArgumentHelp("The folder of the work; the current one without it.", valueName: "DIR"),
    completion: .directory)
  var folder = "."

  @Option(help: ArgumentHelp("Only one task.", valueName: "TASK"))
  var task: String?

  @OptionGroup var options: ReportOptions

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp(
      "Where the report is written; to the terminal without it.", valueName: "FILE"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The assignment's folder, where it is neither in DIR nor one that ships.", valueName: "HW"),
    completion: .assignment)
  var assignment: String?

  @Option(
    help: ArgumentHelp(
      "Trials side by side; without it, as many as cores that this process may use.",
      valueName: "N"))
  var jobs: Int = Allotment.own.cores

  func validate() throws {
    guard (1...1024).contains(jobs) else {
      throw ValidationError("--jobs is a number from 1 to 1024, not \(jobs)")
    }
  }

  func run() throws {
    do {
      let work = try StudentWork(folder, shipped: Shipped.assignments, assignment: assignment)
      let progress = ProgressDisplay(isQuiet: !Streams.isErrorTerminal, live: nil)
      let result = try work.check(
        task: task, jobs: jobs, executors: WorkerExecutors(Work.program), report: progress)
      progress.close()
      let place = ReportPlace(folder: work.figures, columns: Streams.outputWidth)
      let writer = options.writer ?? TextReport.self
      if let output {
        try ResultWriters.write(result, as: writer, to: output, in: place)
      } else {
        Streams.output(writer.text(of: result, in: place))
      }
      try options.leave(isFull: !result.checks.contains { $0.status.isFailure })
    } catch let mistakes as AssignmentMistakes {
      Streams.error(mistakes.description)
      throw ExitStatus.badData
    }
  }
}
