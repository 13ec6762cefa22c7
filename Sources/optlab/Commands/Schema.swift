import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of a spec, for editors and validators.")

  func run() throws {
    Streams.output(JSONText.pretty(Fields.describing(Experiment.ofLab).fileSchema))
  }
}
