import ArgumentParser
import LabCommands

struct SelftestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Compare the program's statistics with answers that are known.",
    discussion: "Ends with 1 where one is wrong.")

  @Flag(
    help: """
      Recompute published results as well: the scores of AlgoPerf v0.5, and trainings on DeepOBS's \
      quadratic_deep.
      """)
  var published = false

  func run() throws {
    guard Selftest.run(published: published, show: { Streams.output($0 + "\n") }) else {
      throw ExitStatus.someTrialFailed
    }
  }
}
