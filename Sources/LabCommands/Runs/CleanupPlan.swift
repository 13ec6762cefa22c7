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
  }

  package let items: [Item]
  /// What lies among the trials and is none of ours.
  package let foreignFiles: [String]

  /// - Parameter isOnlyTold: whether nothing will be removed, and so nothing need be held.
  /// - Throws: `RunFolderError`, `DataError`, `OutputError`, `FolderLock.Held` while it is in use.
  package init(_ path: String, isOnlyTold: Bool = false, warn: (String) -> Void) throws {
    let run = try FinishedRun(path)
    lock = isOnlyTold ? nil : try FolderLock(run.folder, warn: warn)
    let wanted = Set(try run.trials().map(\.identity.hash))
    var items: [Item] = []
    var foreignFiles: [String] = []
    func add(_ path: String, _ reason: String) {
      items.append(Item(path: path, reason: reason, bytes: Self.size(of: path)))
    }
    let trials = "\(run.folder)/trials"
    for name in OutputFile.names(in: trials) where name != TrialFile.startsName {
      let place = "\(trials)/\(name)"
      if name.hasSuffix(".damaged"), Self.isHash(String(name.dropLast(".damaged".count))) {
        add(place, "damaged, and set aside")
        continue
      }
      guard Self.isHash(name), OutputFile.isFolder(place) else {
        foreignFiles.append(place)
        continue
      }
      guard wanted.contains(name) else {
        add(place, "a trial that the spec no longer asks for")
        continue
      }
      let isDone = OutputFile.exists("\(place)/result.safetensors")
      for file in OutputFile.names(in: place) {
        if file.hasSuffix(".damaged") { add("\(place)/\(file)", "damaged, and set aside") }
        if OutputFile.isAbandonedTemporary("\(place)/\(file)") {
          add("\(place)/\(file)", "left half-written")
        }
        if isDone, file.hasPrefix("checkpoint."), file.hasSuffix(".safetensors") {
          add("\(place)/\(file)", "the checkpoint of a finished trial")
        }
      }
    }
    for start in TrialFile(folder: trials).starts(besides: wanted) {
      add(start, "weights of a start that no trial of the spec shares")
    }
    let abandoned = OutputFile.names(in: run.folder).filter {
      OutputFile.isAbandonedTemporary("\(run.folder)/\($0)")
    }
    for name in Set(RunFolder.leftovers(in: run.folder) + abandoned).sorted() {
      add("\(run.folder)/\(name)", "left half-written")
    }
    for name in OutputFile.names(in: run.folder) where FolderLock.isOfShard(name) {
      add("\(run.folder)/\(name)", "the lock of a shard")
    }
    self.items = items
    self.foreignFiles = foreignFiles
  }

  /// Takes them away.
  /// - Throws: `OutputError` for the first that cannot be.
  package func run() throws(OutputError) {
    for item in items {
      do {
        try FileManager.default.removeItem(atPath: item.path)
      } catch {
        throw OutputError(
          path: item.path, reason: "it cannot be removed: \(error.systemReason)",
          action: .write)
      }
    }
  }

  private static func isHash(_ name: String) -> Bool {
    name.utf8.count == 32
      && name.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }

  /// The bytes of a file, or of all files in a folder.
  private static func size(of path: String) -> Int {
    guard OutputFile.isFolder(path) else {
      return ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
    }
    return OutputFile.names(in: path).reduce(0) { $0 + size(of: "\(path)/\($1)") }
  }
}
