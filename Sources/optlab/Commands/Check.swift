import ArgumentParser
import ExperimentReport
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report every mistake in a spec; run none of them.")

  @Argument(help: "Specs: paths, or names of experiments that ship with the program.")
  var specs: [String]

  func run() throws {
    var failure: ExitStatus?
    for spec in specs {
      do throws(DataError) {
        let file = try SpecFile(spec, shipped: Shipped.folders)
        let reading = Reading(file.source, from: Experiment.ofLab)
        if reading.diagnostics.isEmpty {
          Streams.output("\(file.path): good\n")
        } else {
          Streams.error(reading.diagnostics.rendered(in: file.source))
          failure = failure ?? .badData
        }
      } catch {
        Streams.error("optlab: \(error)\n")
        failure = failure ?? (error.isMissingFile ? .noInput : .badData)
      }
    }
    if let failure { throw failure }
  }
}
