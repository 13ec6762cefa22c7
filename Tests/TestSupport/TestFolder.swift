package import Foundation

/// A temporary folder that goes with its owner.
package final class TestFolder: Sendable {
  package let folder: URL

  package init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("optlab-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// A copy of another one.
  package init(copying other: TestFolder) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("optlab-tests-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: other.folder, to: folder)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  package func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  package func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: file(name).path)
  }

  @discardableResult
  package func write(_ text: String, to name: String) throws -> URL {
    let url = file(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url
  }

  /// The same for a script that is to be run.
  @discardableResult
  package func writeProgram(_ text: String, to name: String) throws -> URL {
    let url = try write(text, to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    return url
  }

  package func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: file(name))) }

  package func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// The paths of all files and folders below one of the scratch's own, in order.
  package func paths(below name: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: file(name).path).sorted()
  }

  package func csv(_ name: String) throws -> CSVContent { CSVContent(bytes: try bytes(name)) }

  /// A CSV file without the columns named `seconds…`, whose values no two runs share.
  package func table(_ name: String) throws -> CSVContent {
    try csv(name).without(prefix: "seconds")
  }
}
