import ArgumentParser
import Glibc
import LabCommands
import SpecLanguage

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say how far a submitted run is, and how to go on.",
    discussion: """
      From its files and one question to squeue. Ends with 0 when all is done, 75 while tasks run or wait, 1 \
      when something has no result and nobody works on it.
      """)

  @Argument(help: "The folder that was given to optlab submit.", completion: .run)
  var folder: String

  @Flag(help: "For programs: one object.")
  var json = false

  @Flag(help: "Look again every half minute until nobody works any more.")
  var watch = false

  func validate() throws {
    guard !(json && watch) else { throw ValidationError("--json or --watch, not both") }
  }

  func run() throws {
    var status = try ClusterStatus(folder)
    if json {
      Streams.output(JSONText.pretty(status.json))
    } else {
      Streams.output(status.text)
    }
    while watch, status.verdict == .working {
      sleep(30)
      let before = status.text
      status = try ClusterStatus(folder)
      if status.text != before { Streams.output(status.text) }
    }
    switch status.verdict {
    case .done: break
    case .working: throw ExitStatus.busy
    case .stuck: throw ExitStatus.someTrialFailed
    }
  }
}
