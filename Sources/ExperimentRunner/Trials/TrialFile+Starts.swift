internal import OptimizerLab

// The weights that trials start from. All optimizers of a problem start from the same under a seed: these
// are on the disk once, and every trial's file of them is a name of that one.
extension TrialFile {
  /// The folder, among those of the trials, in which each start has a name made of its bytes.
  package static let startsName = "starts"

  private var starts: String { "\(folder)/\(Self.startsName)" }

  /// Writes a trial's start, or gives the one that is there another name. Where the file system knows but
  /// one name for a file, each trial has its own.
  func write(start: SafetensorsFile, to path: String) throws(OutputError) {
    let parts = start.parts
    let common = "\(starts)/\(SHA256.hex(of: parts).prefix(32)).initial.safetensors"
    // What is there may be damaged.
    if let known = try? OutputFile.read(common), known.elementsEqual(parts.joined()),
      OutputFile.link(common, as: path)
    {
      return
    }
    try OutputFile.write(parts, to: path, flushesFolder: false)
    // Without it the trial has what it needs.
    if (try? OutputFile.makeFolder(starts)) != nil { _ = OutputFile.link(path, as: common) }
  }

  /// The starts of none of those trials, and what is left of writing.
  /// - Parameter hashes: of the trials.
  package func starts(besides hashes: Set<String>) -> [String] {
    let used = Set(
      hashes.flatMap { hash in
        OutputFile.names(in: "\(folder)/\(hash)").filter { $0.hasSuffix(".initial.safetensors") }
          .compactMap { OutputFile.identity(of: "\(folder)/\(hash)/\($0)") }
      })
    return OutputFile.names(in: starts).map { "\(starts)/\($0)" }.filter { path in
      let isUsed = OutputFile.identity(of: path).map(used.contains) ?? true
      return !isUsed || OutputFile.isAbandonedTemporary(path)
    }
  }
}
