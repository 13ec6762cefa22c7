import ArgumentParser
import Assignments
import ExperimentRunner
import SpecLanguage

struct AssignmentStart: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Make a folder to work in, with all that is handed out.")

  @OptionGroup var assignment: AssignmentArgument

  @Argument(
    help: ArgumentHelp("The folder to make; the assignment's name without it.", valueName: "DIR"),
    completion: .directory)
  var folder: String?

  @Option(
    help: ArgumentHelp("Whose folder it is, as the class's list has it.", valueName: "ID"))
  var student: String

  func run() throws {
    let started = try StarterFolder(assignment.read(), student: student, at: folder)
    for name in started.names { Streams.output("\(started.path)/\(name)\n") }
    Streams.error(
      "optlab: begin with \(started.path)/README.md; `optlab assignment check \(started.path)` "
        + "tries what you have\n")
  }
}

struct AssignmentLock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    abstract: "Commit the predictions of answers.json, before the run that decides them.")

  @Argument(
    help: ArgumentHelp("The folder of the work; the current one without it.", valueName: "DIR"),
    completion: .directory)
  var folder = "."

  func run() throws {
    let work = try StudentWork(folder, shipped: Shipped.assignments, assignment: nil)
    let (lock, isNew) = try AnswerLock.write(
      work.assignment.assignment, student: work.handedOut.student, in: folder)
    Streams.output("\(lock.hash)\n")
    Streams.error(
      isNew
        ? "optlab: locked in \(folder)/\(AnswerLock.fileName); a run beside it says this hash in its "
          + "report\n"
        : "optlab: was locked already, with the same answers\n")
  }
}
