import ArgumentParser
import ExperimentRunner

/// What `optlab run` starts to train in: a process that a trial may take with it when it crashes.
struct Work: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Train what a run sends through standard input; not for people.",
    shouldDisplay: false)

  /// The program itself, wherever it has gone since it was started.
  static let program = WorkerProgram(path: "/proc/self/exe", subcommand: "worker")

  func run() throws { Worker().run() }
}
