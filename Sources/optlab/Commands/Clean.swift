import ArgumentParser
import ExperimentRunner
import LabCommands

struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Remove from a run's folder what its spec no longer asks for.",
    discussion: """
      A changed spec keeps the results of the trials that it dropped, so that changing it back costs \
      nothing. This removes them, and what damage and interrupted writing have left.
      """)

  @Argument(help: "The folder that a run left.", completion: .run)
  var folder: String

  @Flag(help: "Only say what would be removed.")
  var dryRun = false

  func run() throws {
    let cleaning = try CleanupPlan(folder, isOnlyTold: dryRun) {
      Streams.error("optlab: \($0)\n")
    }
    for item in cleaning.items {
      Streams.output("\(item.path): \(item.reason), \(ByteCount.text(item.bytes))\n")
    }
    for path in cleaning.foreignFiles {
      Streams.output("\(CSVTable.plain(path)): not made by this program, left alone\n")
    }
    if !dryRun { try cleaning.run() }
    let bytes = cleaning.items.reduce(0) { $0 + $1.bytes }
    Streams.output(
      "\(cleaning.items.count) \(dryRun ? "would be " : "")removed, \(ByteCount.text(bytes)) "
        + "\(dryRun ? "to be " : "")freed\n")
  }
}
