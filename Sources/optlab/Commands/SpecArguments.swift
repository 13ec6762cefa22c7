import ArgumentParser
import ExperimentRunner
import FoundationEssentials
import Glibc
import LabCommands
import OptimizerLab
import SpecLanguage

/// A spec and the changes made to it on the command line.
struct SpecArguments: ParsableArguments {
  @Argument(
    help: "A spec's path, or the name of an experiment that ships with the program.",
    completion: .spec)
  var spec: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Change one value of the spec before it is checked: optimizers.0.lr=0.01.",
      valueName: "KEY=VALUE"), completion: .specKey)
  var edits: [String] = []

  /// Reads the spec; every mistake in it is printed, and what is seldom meant.
  func read(isQuiet: Bool = false) throws -> (file: SpecFile, experiment: Experiment) {
    try Self.read(spec, edits: edits, isQuiet: isQuiet)
  }

  static func read(
    _ spec: String, edits: [String], isQuiet: Bool = false
  ) throws -> (file: SpecFile, experiment: Experiment) {
    let file = try SpecFile(spec, shipped: Shipped.folders)
    let changes = try edits.map { text throws in
      do throws(Diagnostic) {
        return try SpecEdit(text)
      } catch {
        Streams.error(error.rendered(in: file.source) + "\n")
        throw ExitStatus.usage
      }
    }
    let reading = Reading(file.source, edits: changes, from: Experiment.ofLab)
    guard reading.diagnostics.isEmpty else {
      Streams.error(
        (reading.diagnostics + reading.warnings).inFileOrder().rendered(in: file.source))
      throw ExitStatus.badData
    }
    if !isQuiet { Streams.error(reading.warnings.rendered(in: file.source)) }
    return (file, reading.value)
  }
}
