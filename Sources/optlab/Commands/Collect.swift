import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab

struct Collect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the tables and figures of a run that was made in shards.",
    discussion: "optlab run SPEC --shard 1/2, and --shard 2/2, at the same time; then this.")

  @Argument(help: "The folder that the shards wrote into.")
  var folder: String

  @Flag(help: "Say nothing but errors and where the results are.")
  var quiet = false

  @OptionGroup var exports: ExportOptions

  @OptionGroup var external: ExternalOption

  func run() throws {
    let collection = try ShardMerge(folder) { Streams.error("optlab: \($0)\n") }
    try collection.checkPermission(isGiven: external.isGiven)
    let missing = collection.missing
    guard missing.isEmpty else {
      let lines = missing.map { "\($0)\n" }.joined()
      Streams.error(
        "\(lines)optlab: \(missing.count) of \(collection.trials.count) trials have no result; "
          + "run their shards again\n")
      throw ExitStatus.someTrialFailed
    }
    guard collection.later == 0 else {
      Streams.error(
        "optlab: all trials so far are done, and decide \(collection.later) more; run the shards "
          + "again\n")
      throw ExitStatus.someTrialFailed
    }
    let outcome = try collection.write(exports: exports.names)
    Streams.output(RunSummary(outcome, isQuiet: quiet).text)
    if !quiet { Streams.remark(outcome.remarks) }
    if let drawing = outcome.drawing { Streams.error("optlab: \(drawing)\n") }
  }
}
