import ArgumentParser
import Foundation
import OptimizerLab
import SpecLanguage

/// The command line: it says what is to be done and what came of it; the doing is elsewhere.
@main
struct OptLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optlab",
    abstract: "Compares optimizers: one spec in; trained networks, CSV files and figures out.",
    version: "0.1.0",
    subcommands: [
      Run.self, Collect.self, Clean.self, Check.self, Show.self, Plot.self, List.self, Schema.self,
      Verify.self, Bench.self, Torch.self, DataCommand.self, Doctor.self, Work.self,
    ])

  static func main() {
    Streams.prepare()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      leave(error)
    }
  }

  /// Ends the program as sysexits has it.
  private static func leave(_ error: any Error) -> Never {
    if let failure = Failure(error) {
      // Line by line: what comes from files and arguments must not steer the terminal.
      let lines = failure.message.split(separator: "\n", omittingEmptySubsequences: false)
      Streams.error(
        "optlab: \(lines.map { TerminalText.escaped(String($0)) }.joined(separator: "\n"))\n")
      Foundation.exit(failure.code.rawValue)
    }
    if let code = error as? ExitStatus { Foundation.exit(code.rawValue) }
    let code = exitCode(for: error)
    if code == .success {
      Streams.output(fullMessage(for: error) + "\n")
      Foundation.exit(ExitStatus.done.rawValue)
    }
    Streams.error(fullMessage(for: error) + "\n")
    Foundation.exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
  }
}
