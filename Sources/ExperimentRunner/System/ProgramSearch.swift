internal import FoundationEssentials
internal import OptimizerLab

/// Finds programs in the folders of `PATH`.
package enum ProgramSearch {
  /// The first of that name. Relative folders, the empty one included, are passed over: what is there
  /// depends on where the user stands.
  /// - Parameter path: `PATH` unless given.
  package static func find(_ name: String, path: String? = nil) -> String? {
    let path = path ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) && !OutputFile.isFolder($0) }
  }
}
