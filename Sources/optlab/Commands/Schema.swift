import ArgumentParser
import Assignments
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of a spec, or of an assignment, for editors and validators.")

  /// What there are schemas of.
  enum Subject: String, ExpressibleByArgument, CaseIterable { case experiment, assignment }

  @Argument(help: "experiment or assignment.")
  var subject = Subject.experiment

  func run() throws {
    let schema =
      switch subject {
      case .experiment: Fields.describing(Experiment.ofLab).fileSchema
      case .assignment: Fields.describing(Assignment()).fileSchema
      }
    Streams.output(JSONText.pretty(schema))
  }
}
