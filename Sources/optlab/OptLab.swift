import ArgumentParser
import ExperimentRunner
import Glibc
import OptimizerLab
import SpecLanguage

/// The command line: it says what is to be done and what came of it; the doing is elsewhere.
@main
struct OptLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optlab",
    abstract: "Compares optimizers: one spec in; trained networks, CSV files and figures out.",
    version: Version.described,
    subcommands: [
      Run.self, Submit.self, Status.self, Cancel.self, Collect.self, Clean.self, Check.self,
      Lint.self, Show.self, Plot.self, List.self,
      Schema.self, Verify.self, DiffCommand.self, Bench.self, Torch.self, DataCommand.self,
      AssignmentCommand.self, Doctor.self, SelftestCommand.self, Client.self, Work.self,
    ])

  static func main() {
    Streams.prepare()
    if let argument = ForeignArgument.first {
      Streams.error("optlab: \(argument.sentence)\n")
      Glibc.exit(ExitStatus.usage.rawValue)
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      leave(error)
    }
  }

  /// What is wrong with the words that should name a command; `nil` where they name one.
  private static var unknownCommand: String? {
    var command: any ParsableCommand.Type = OptLab.self
    var words: [String] = []
    for word in CommandLine.arguments.dropFirst() {
      let known = command.configuration.subcommands
      guard !known.isEmpty, !word.hasPrefix("-") else { return nil }
      if let next = known.first(where: { $0._commandName == word }) {
        command = next
        words.append(word)
        continue
      }
      let names = known.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
      let before = words.map { "\($0) " }.joined()
      let hint = nearestName(to: word, among: names).map { "; did you mean \"\(before)\($0)\"?" }
      return "there is no command \"\(before)\(word)\"\(hint ?? ";") "
        + "`optlab \(before)--help` lists them"
    }
    return nil
  }

  /// What the command line says of a wrong call, begun as all messages are; what the user wrote does not
  /// steer the terminal.
  private static func usageMessage(for error: any Error) -> String {
    let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.escaped(String($0)) }
    let first = lines.first.map { $0.hasPrefix("Error: ") ? String($0.dropFirst(7)) : $0 } ?? ""
    return "optlab: \(([first] + lines.dropFirst()).joined(separator: "\n"))\n"
  }

  /// Ends the program as sysexits has it.
  private static func leave(_ error: any Error) -> Never {
    if let failure = Failure(error) {
      Streams.error(failure.text)
      Glibc.exit(failure.code.rawValue)
    }
    if let code = error as? ExitStatus { Glibc.exit(code.rawValue) }
    let code = exitCode(for: error)
    if code == .success {
      let text = fullMessage(for: error)
      let isScript = CompletionScript.isAskedFor(by: CommandLine.arguments)
      Streams.output((isScript ? CompletionScript(text).text : text) + "\n")
      Glibc.exit(ExitStatus.done.rawValue)
    }
    if code == .validationFailure, let sentence = unknownCommand {
      Streams.error("optlab: \(TerminalText.escaped(sentence))\n")
      Glibc.exit(ExitStatus.usage.rawValue)
    }
    Streams.error(usageMessage(for: error))
    Glibc.exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
  }
}
