import ArgumentParser
import ExperimentRunner
import LabCommands

struct Cancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "End the tasks of a submitted run; what they have trained stays.")

  @Argument(help: "The folder that was given to optlab submit.", completion: .run)
  var folder: String

  func run() throws {
    let ids = try Cancellation.run(folder)
    let place = ShellText.quoted(folder)
    Streams.output(
      ids.isEmpty
        ? "nothing of it is in the queue\n"
        : "cancelled: \(ids.joined(separator: ", "))\nto go on: optlab submit --again \(place)\n")
  }
}
