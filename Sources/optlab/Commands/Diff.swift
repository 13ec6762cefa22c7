import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what two specs or two runs differ in, and where their numbers part.",
    discussion: """
      Each is a spec, the name of an experiment that ships, or the folder of a run. Specs are compared \
      value by value, with every default filled in. Ends with 0 where nothing differs, with 1 where \
      something does.
      """)

  @Argument(help: "A spec or the folder of a run.", completion: .specOrRun)
  var first: String

  @Argument(help: "Another one.", completion: .specOrRun)
  var second: String

  @Flag(help: "Print all of it as JSON, for programs.")
  var json = false

  func run() throws {
    let sides = try [first, second].map { name in
      do {
        return try DiffSide(name, shipped: Shipped.folders)
      } catch let mistakes as SpecMistakes {
        Streams.error(mistakes.description)
        throw ExitStatus.badData
      }
    }
    let diff = Diff(sides[0], sides[1])
    Streams.output(json ? JSONText.pretty(diff.json) : diff.text)
    if diff.isSamePlace { Streams.remark(["\(first) and \(second) are the same"]) }
    if !diff.isEqual { throw ExitStatus.someTrialFailed }
  }
}
