import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what a report of a fault should say about this machine.",
    discussion: "Nothing is sent anywhere.")

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let report = DoctorReport()
    Streams.output(json ? JSONText.pretty(report.json) : report.text)
  }
}
