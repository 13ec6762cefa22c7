internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab
internal import SpecLanguage

/// Why a run may not write into a folder.
package enum ClaimError: Error, Equatable, CustomStringConvertible {
  /// Files that no run of ours wrote, under names that this run would write.
  case foreignFiles(folder: String, names: [String])
  /// A file that the run reads is one that it would write.
  case inputIsOutput(input: String, output: String)
  /// The folder has the run of another spec file.
  case otherSpec(folder: String, spec: String, name: String)

  package var description: String {
    switch self {
    case .foreignFiles(let folder, let names):
      let shown = names.prefix(8) + (names.count > 8 ? ["… (\(names.count) in all)"] : [])
      return "\(folder) has files that no run of optlab wrote, and this run would replace: "
        + "\(shown.joined(separator: ", ")); choose another folder with --out"
    case .inputIsOutput(let input, let output):
      return "\(input) is read by this run, which would write \(output) over it; choose another "
        + "folder with --out"
    case .otherSpec(let folder, let spec, let name):
      return
        "\(folder) holds the run of \(spec), another spec of the name \"\(name)\"; choose another "
        + "folder with --out, or give one of the two another name"
    }
  }
}

/// A folder that a run is about to write into, and whose what is in it is.
///
/// Asked before anything is written: nothing of the user's is replaced.
struct FolderClaim {
  let folder: String
  let experiment: Experiment
  /// The spec's file, from the root on; `nil` where it comes from none.
  let specFile: String?
  /// What the run reads.
  let inputs: [String]
  /// What it writes, by the names in the folder.
  let outputs: [String]
  /// Whether a hash is that of one of its trials.
  let isOwn: (String) -> Bool

  /// - Returns: the spec that the folder is of from now on.
  /// - Throws: `ClaimError`; `OutputError` where what is there cannot be read.
  func check() throws -> String? {
    let manifest = try Manifest.found(in: folder)
    let isOfRun = try Manifest.isOurs(manifest) || hasTraces()
    try checkInputs(isOfRun: isOfRun)
    guard isOfRun else {
      let foreign = outputs.filter { Self.isThere("\(folder)/\($0)") }
      guard foreign.isEmpty else {
        throw ClaimError.foreignFiles(folder: folder, names: foreign.sorted())
      }
      return specFile
    }
    guard let owner = Manifest.specFile(manifest, in: folder), owner != specFile else {
      return specFile
    }
    // The spec that a run left is the run's own; what it was made of stays.
    if let specFile, isWithinFolder(specFile) { return owner }
    guard try specFile == nil || hasSameSpec() else {
      throw ClaimError.otherSpec(folder: folder, spec: owner, name: experiment.name)
    }
    return specFile
  }

  /// Whether a run of ours was there, whatever became of its manifest: one that was killed before it
  /// wrote one left a lock with its name, and all others their trials.
  private func hasTraces() throws(OutputError) -> Bool {
    if try FolderLock.isSigned(in: folder) { return true }
    let files = TrialFile(ofRun: folder)
    return OutputFile.names(in: files.folder).contains {
      TrialFile.hash(ofName: $0) != nil || files.isFormerResult($0)
    }
  }

  /// Whether the folder's spec is this one.
  private func hasSameSpec() throws(OutputError) -> Bool {
    let spec = RunRecord.spec(of: experiment)
    guard let bytes = try OutputFile.read("\(folder)/experiment.json") else { return false }
    if bytes == Array(spec.utf8) { return true }
    // What an earlier version wrote lacks the fields that have come since.
    let reading = Reading<Experiment>(
      SpecSource(name: "experiment.json", bytes: bytes, limit: InputFile.sizeLimit))
    return reading.diagnostics.isEmpty && RunRecord.spec(of: reading.value) == spec
  }

  /// Whether a file is the folder's own: the spec that a run left is run again.
  private func isWithinFolder(_ path: String) -> Bool {
    RealPath.of(folder).map { path.hasPrefix("\($0)/") } ?? false
  }

  private func checkInputs(isOfRun: Bool) throws {
    guard let place = RealPath.of(folder) else { return }
    let targets = outputs.map { (name: $0, path: "\(place)/\($0)") }
    for input in inputs {
      let ways = Self.ways(to: input)
      let identity = Self.identity(input)
      for target in targets
      where ways.contains(target.path)
        || (identity != nil && identity == Self.identity(target.path))
      {
        // The spec of a run, run again as it is, is replaced by itself.
        if target.name == "experiment.json", isOfRun, try hasSameSpec() { continue }
        throw ClaimError.inputIsOutput(input: input, output: "\(folder)/\(target.name)")
      }
      for way in ways where way.hasPrefix("\(place)/trials/") {
        let name = String(way.dropFirst("\(place)/trials/".count).prefix { $0 != "/" })
        guard isOwn(TrialFile.hash(ofName: name) ?? name) else { continue }
        throw ClaimError.inputIsOutput(input: input, output: "\(folder)/trials/\(name)")
      }
    }
  }

  /// The paths of a file: as it is reached, and as it is once all links are followed.
  private static func ways(to path: String) -> Set<String> {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let above = path.hasSuffix(name) ? String(path.dropLast(name.count)) : ""
    let place = RealPath.of(above.isEmpty ? "." : above)
    return Set(
      [place.map { $0 == "/" ? "/\(name)" : "\($0)/\(name)" }, RealPath.of(path)].compactMap(\.self)
    )
  }

  /// What tells a file from all others, whatever it is called.
  private static func identity(_ path: String) -> [UInt64]? {
    var status = stat()
    // The structure is ours, and is not kept.
    guard unsafe stat(path, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  /// Whether there is something of that name, be it a link to nothing.
  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }
}
