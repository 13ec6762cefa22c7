import ArgumentParser
import ExperimentRunner
import LabCommands

struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say for what a reviewer would not believe a spec's comparison, or a run's.",
    discussion: """
      Ends with 0 where there is nothing to say, with 1 where there is. Of a run's folder it also says \
      what only results tell.
      """)

  @OptionGroup var arguments: SpecArguments

  func run() throws {
    let lint: SpecLint
    if OutputFile.isFolder(arguments.spec), OutputFile.exists("\(arguments.spec)/experiment.json") {
      guard arguments.edits.isEmpty else {
        throw ValidationError("--set changes a spec; \(arguments.spec) is the folder of a run")
      }
      lint = try SpecLint(folder: arguments.spec)
    } else {
      let (file, experiment) = try arguments.read()
      lint = try SpecLint(experiment, in: file)
    }
    Streams.output(lint.text)
    Streams.remark([lint.remark].compactMap { $0 })
    if !lint.isFair { throw ExitStatus.someTrialFailed }
    Streams.output("\(arguments.spec): nothing that a reviewer would ask of it\n")
  }
}
