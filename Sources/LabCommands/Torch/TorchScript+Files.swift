internal import ExperimentRunner
internal import OptimizerLab

extension TorchScript {
  /// Writes the script and the files that it reads into a folder, which is made where it is not.
  /// - Returns: the paths of what was written, the script's first.
  /// - Throws: `DataError`, `OutputError`.
  package func write(to folder: String) throws -> [String] {
    // Read first: what is missing should not leave half a folder.
    let contents = try files.entries.map { entry in
      (name: entry.name, bytes: try TorchFiles.bytes(of: entry.source))
    }
    try OutputFile.makeFolder(folder)
    let script = "\(folder)/\(Self.name(of: experiment))"
    try OutputFile.write(text, to: script)
    for (name, bytes) in contents { try OutputFile.write(bytes, to: "\(folder)/\(name)") }
    return [script] + contents.map { "\(folder)/\($0.name)" }
  }
}
