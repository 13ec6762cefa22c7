import ArgumentParser
import Assignments
import ExperimentRunner
import SpecLanguage

struct AssignmentReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the pages and gradebooks of a grading again, from its results.",
    discussion: """
      After points were given by hand in result.json files. Nothing is graded and nothing is run; a result \
      that was spoiled is told with its place, and then nothing is written.
      """)

  @Argument(
    help: ArgumentHelp("The folder that a grading wrote.", valueName: "DIR"), completion: .directory
  )
  var folder: String

  func run() throws {
    let grading = ClassFolder(folder)
    guard !grading.read().book.entries.isEmpty || !grading.read().mistakes.isEmpty else {
      Streams.error("optlab: \(TerminalText.escaped(folder)): no folder in it has a result.json\n")
      throw ExitStatus.noInput
    }
    let mistakes = try grading.writeAgain()
    guard mistakes.isEmpty else {
      Streams.error(mistakes.map { "optlab: \(TerminalText.escaped($0))\n" }.joined())
      throw ExitStatus.badData
    }
    for name in [GradesCSV.fileName, ClassPage.fileName] { Streams.output("\(folder)/\(name)\n") }
  }
}
