package import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab

/// What may go from a run's folder: results that its spec no longer asks for, and what is left of
/// writing and of damage.
package struct CleanupPlan {
  /// Held as long as this lives; `nil` where nothing will be removed.
  private let lock: FolderLock?

  /// A file or folder that may go.
  package struct Item: Sendable {
    package var path: String
    /// Why it may go.
    package var reason: String
    package var bytes: Int
    /// Of a file of lines, between which trials they stay; `nil` where all of it goes.
    var keepsLinesOf: Set<String>?
  }

  package let items: [Item]
  private let folder: String
  /// What lies among the trials and is none of ours.
  package let foreignFiles: [String]

  /// - Parameter isOnlyTold: whether nothing will be removed, and so nothing need be held.
  /// - Throws: `RunFolderError`, `DataError`, `OutputError`, `FolderLock.Held` while it is in use.
  package init(_ path: String, isOnlyTold: Bool = false, warn: (String) -> Void) throws {
    let run = try FinishedRun(path)
    folder = run.folder
    lock = isOnlyTold ? nil : try FolderLock(run.folder, warn: warn)
    let contents = FolderContents(of: run, Set(try run.trials().map(\.identity.hash)))
    items = contents.items
    foreignFiles = contents.foreignFiles
  }

  /// Takes them away.
  /// - Throws: `OutputError` for the first that cannot be.
  package func run() throws(OutputError) {
    for item in items {
      if let kept = item.keepsLinesOf {
        try SolutionLines.keep(of: kept, in: folder)
        continue
      }
      do {
        try FileManager.default.removeItem(atPath: item.path)
      } catch {
        throw OutputError(
          path: item.path, reason: "it cannot be removed: \(error.systemReason)",
          action: .write)
      }
    }
  }
}
