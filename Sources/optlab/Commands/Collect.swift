import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct Collect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the tables and figures of a run that was made in shards.",
    discussion: "optlab run SPEC --shard 1/2, and --shard 2/2, at the same time; then this.")

  @Argument(help: "The folder that the shards wrote into.", completion: .run)
  var folder: String

  @Flag(
    help: "Write them from what there is, though trials have no result; still ends with 1 then.")
  var partial = false

  @Flag(help: "Say nothing but errors and where the results are.")
  var quiet = false

  @OptionGroup var exports: ExportOptions

  @OptionGroup var external: ExternalOption

  func run() throws {
    let collection = try ShardMerge(folder) { Streams.error("optlab: \($0)\n") }
    try collection.checkPermission(isGiven: external.isGiven)
    let gap = self.gap(in: collection)
    if gap == nil || partial { try write(collection) }
    if let gap {
      Streams.error(gap)
      throw ExitStatus.someTrialFailed
    }
  }

  private func write(_ collection: ShardMerge) throws {
    let outcome = try collection.write(exports: exports.names)
    Streams.output(RunSummary(outcome, isQuiet: quiet).text)
    if !quiet { Streams.remark(outcome.remarks) }
    if let drawing = outcome.drawing { Streams.error("optlab: \(drawing)\n") }
  }

  /// What is missing, and how to have it made; `nil` where nothing is.
  private func gap(in collection: ShardMerge) -> String? {
    let missing = collection.missing
    let missingShares = collection.missingShares()
    let toGoOn = ClusterStatus.commandToGoOn(folder, shares: missingShares?.shares ?? [])
    if !missing.isEmpty {
      let lines = missing.map { "\(TerminalText.escaped($0))\n" }.joined()
      let shares = missingShares.map { shares, count in
        ", of the share\(shares.count == 1 ? "" : "s") "
          + "\(shares.map { "\($0)/\(count)" }.joined(separator: " "))"
      }
      return "\(lines)optlab: \(missing.count) of \(collection.trials.count) trials have no result"
        + "\(shares ?? ""); "
        + (toGoOn.map { "to go on: \($0)\n" } ?? "run their shards again\n")
    }
    guard collection.later > 0 else { return nil }
    return "optlab: all trials so far are done, and decide \(collection.later) more; "
      + (toGoOn.map { "to go on: \($0)\n" } ?? "run the shards again\n")
  }
}
