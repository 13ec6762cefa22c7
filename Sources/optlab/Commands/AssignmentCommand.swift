import ArgumentParser
import Assignments
import ExperimentRunner
import SpecLanguage

/// `optlab assignment …`: tasks that are set, handed in and graded.
struct AssignmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assignment",
    abstract: "Set tasks, try them, hand them in, grade them.",
    subcommands: [
      AssignmentList.self, AssignmentStart.self, AssignmentCheck.self, AssignmentLock.self,
      AssignmentGrade.self, AssignmentReport.self, AssignmentSplit.self, AssignmentTestCommand.self,
      AssignmentPack.self,
      AssignmentGradeOne.self,
    ])
}

/// The assignment that a command is about.
struct AssignmentArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "An assignment's folder, or the name of one that ships with the program.", valueName: "HW"),
    completion: .assignment)
  var assignment: String

  /// Reads it; every mistake in it is printed.
  func read() throws -> AssignmentFolder { try Self.read(assignment) }

  static func read(_ name: String) throws -> AssignmentFolder {
    do {
      return try AssignmentFolder(name, shipped: Shipped.assignments)
    } catch let mistakes as AssignmentMistakes {
      Streams.error(mistakes.description)
      throw ExitStatus.badData
    }
  }
}

struct AssignmentList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the assignments that ship with the program.")

  func run() throws {
    var failure: ExitStatus?
    for name in AssignmentFolder.names(Shipped.assignments) {
      do {
        Streams.output(AssignmentLine(try AssignmentArgument.read(name)).text)
      } catch let error as AssignmentError {
        Streams.error(Failure(error)?.text ?? "")
        failure = .badData
      } catch {
        failure = .badData
      }
    }
    if let failure { throw failure }
  }
}
