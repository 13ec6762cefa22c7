internal import Foundation

/// Finds programs in the folders of `PATH`.
enum ProgramSearch {
  /// - Parameter path: `PATH` unless given.
  static func find(_ name: String, path: String? = nil) -> String? {
    let path = path ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) && !OutputFile.isFolder($0) }
  }
}
