internal import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab

/// What is in a run's folder beyond what its spec asks for.
struct FolderContents {
  private(set) var items: [CleanupPlan.Item] = []
  /// What lies among the trials and is none of ours.
  private(set) var foreignFiles: [String] = []
  private let folder: String
  private let files: TrialFile
  /// The hashes of the spec's trials.
  private let wanted: Set<String>
  /// The names of the trials' files.
  private let results: Set<String>

  init(of run: FinishedRun, _ wanted: Set<String>) {
    folder = run.folder
    files = TrialFile(ofRun: run.folder)
    self.wanted = wanted
    let names = OutputFile.names(in: files.folder)
    results = Set(names.compactMap(TrialFile.hash(ofName:)))
    for name in names { addTrial(name) }
    for start in files.starts(besides: wanted) {
      add(start, "weights of a start that no trial of the spec shares")
    }
    addCheckpoints()
    addLines()
    addRest()
  }

  private mutating func add(_ path: String, _ reason: String) {
    items.append(.init(path: path, reason: reason, bytes: Self.size(of: path)))
  }

  /// What damage and writers that were ended left, whatever it is of.
  /// - Returns: whether it was that.
  private mutating func addRemains(_ path: String) -> Bool {
    if path.hasSuffix(".damaged") {
      add(path, "damaged, and set aside")
    } else if OutputFile.isAbandonedTemporary(path) {
      add(path, "left half-written")
    } else {
      return false
    }
    return true
  }

  private mutating func addTrial(_ name: String) {
    let place = "\(files.folder)/\(name)"
    // A file of ours, or the folder of a trial as it was before, under the name that it was given.
    let own = name.prefix { $0 != "." }
    guard TrialIdentity.isHash(String(own)) else {
      if name != TrialFile.startsName { foreignFiles.append(place) }
      return
    }
    if addRemains(place) { return }
    if let hash = TrialFile.hash(ofName: name) {
      if !wanted.contains(hash) { add(place, "a trial that the spec no longer asks for") }
    } else if own.utf8.count == name.utf8.count, OutputFile.isFolder(place) {
      addFormer(name, place)
    } else if !name.hasSuffix(".tmp") {
      foreignFiles.append(place)
    }
  }

  /// A trial as the layout before has it.
  private mutating func addFormer(_ hash: String, _ place: String) {
    guard wanted.contains(hash) else {
      return add(place, "a trial that the spec no longer asks for")
    }
    if results.contains(hash) {
      return add(place, "of a trial whose result is in a file of its own")
    }
    let isDone = files.isFormerResult(hash)
    for name in OutputFile.names(in: place) {
      if addRemains("\(place)/\(name)") { continue }
      if isDone, name.hasPrefix("checkpoint."), name.hasSuffix(".safetensors") {
        add("\(place)/\(name)", "the checkpoint of a finished trial")
      }
    }
  }

  private mutating func addCheckpoints() {
    for name in OutputFile.names(in: files.checkpointFolder) {
      let (place, hash) = ("\(files.checkpointFolder)/\(name)", String(name.prefix { $0 != "." }))
      guard TrialIdentity.isHash(hash), !addRemains(place), name.hasSuffix(".safetensors") else {
        continue
      }
      if !wanted.contains(hash) {
        add(place, "the checkpoint of a trial that the spec no longer asks for")
      } else if results.contains(hash) || files.isFormerResult(hash) {
        add(place, "the checkpoint of a finished trial")
      }
    }
  }

  private mutating func addLines() {
    let lines = SolutionLines.folder(of: folder)
    for name in OutputFile.names(in: lines) {
      let place = "\(lines)/\(name)"
      if addRemains(place) { continue }
      if let ends = SolutionLines.ends(ofName: name), !wanted.isSuperset(of: ends) {
        add(place, "losses between solutions that the spec no longer asks for")
      }
    }
    if let pack = SolutionLines.unwanted(besides: wanted, in: folder), pack.count > 0 {
      items.append(
        .init(
          path: pack.path,
          reason: "of \(pack.of) lines between solutions \(pack.count) that the spec no longer "
            + "asks for",
          bytes: Self.size(of: pack.path) * pack.count / pack.of, keepsLinesOf: wanted))
    }
  }

  private mutating func addRest() {
    let abandoned = OutputFile.names(in: folder).filter {
      OutputFile.isAbandonedTemporary("\(folder)/\($0)")
    }
    let known = Set(items.map(\.path))
    for name in Set(RunFolder.leftovers(in: folder) + abandoned).sorted()
    where !known.contains("\(folder)/\(name)") {
      add("\(folder)/\(name)", "left half-written")
    }
    for name in OutputFile.names(in: folder) where FolderLock.isOfShard(name) {
      add("\(folder)/\(name)", "the lock of a shard")
    }
  }

  /// The bytes of a file, or of all files in a folder.
  private static func size(of path: String) -> Int {
    guard OutputFile.isFolder(path) else {
      let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size]
      // FoundationEssentials has an unsigned number there, Foundation one of any type.
      return (size as? Int) ?? (size as? UInt).map { Int($0) } ?? 0
    }
    return OutputFile.names(in: path).reduce(0) { $0 + size(of: "\(path)/\($1)") }
  }
}
