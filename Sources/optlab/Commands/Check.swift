import ArgumentParser
import ExperimentReport
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report every mistake in a spec; run none of them.")

  @Argument(
    help: "Specs: paths, or names of experiments that ship with the program.", completion: .spec)
  var specs: [String]

  @OptionGroup var external: ExternalOption

  func run() throws {
    var failure: ExitStatus?
    for spec in specs {
      do {
        let check = SpecCheck(
          try SpecFile(spec, shipped: Shipped.folders), allowsExternal: external.isGiven)
        Streams.error(check.report)
        if !check.diagnostics.isEmpty { failure = failure ?? .badData }
        for mistake in check.inputMistakes { failure = failure ?? tell(mistake) }
        Streams.remark(check.inputWarnings)
        if check.isGood { Streams.output("\(check.file.path): good\n") }
      } catch {
        failure = failure ?? tell(error)
      }
    }
    if let failure { throw failure }
  }

  /// Says what is wrong as a run would.
  private func tell(_ error: any Error) -> ExitStatus {
    let failure = Failure(error)
    Streams.error(failure?.text ?? "optlab: \(error)\n")
    return failure?.code ?? .software
  }
}
