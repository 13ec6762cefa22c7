internal import CZlib
package import ExperimentRunner
internal import Foundation

/// A folder for a test's data files, gone with the test.
package final class DataScratch: Sendable {
  package let folder: String

  package init() throws {
    let name = "data-\(UUID().uuidString)"
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  package func path(_ name: String) -> String {
    "\(folder)/\(name)"
  }

  /// Writes a file, in a folder of its own if the name has one, and returns its path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return path(name)
  }

  /// The bytes as one gzip member.
  package func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let path = path("member.gz")
    // unsafe: zlib's own handle, closed before the function returns.
    let file = unsafe gzopen(path, "wb9")
    unsafe gzwrite(file, bytes, UInt32(bytes.count))
    unsafe gzclose(file)
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// What an error says, with paths as seen from the folder.
  package func sentence(_ error: DataError?) -> String? {
    error?.description.replacingOccurrences(of: folder + "/", with: "")
  }

  /// What reading an IDX file says, where it fails.
  package func idxSentence(_ path: String, dimensionCount: Int = 3) -> String? {
    do throws(DataError) {
      _ = try IDXFile.read(at: path, dimensionCount: dimensionCount)
      return nil
    } catch {
      return sentence(error)
    }
  }

  /// What reading a table says, where it fails.
  package func tableSentence(_ path: String, features: [String], target: String) -> String? {
    do throws(DataError) {
      _ = try table(path, features: features, target: target)
      return nil
    } catch {
      return sentence(error)
    }
  }

  /// Columns by their names.
  package func table(
    _ path: String, features: [String], target: String
  ) throws(DataError) -> NumericTable {
    var request = TableRequest()
    request.features = .list(features.map { .columns(.name($0)) })
    request.targets = [.name(target)]
    return try table(path, request)
  }

  package func table(_ path: String, _ request: TableRequest) throws(DataError) -> NumericTable {
    var reader = TableReader(request)
    try reader.read(path)
    return try reader.table(path)
  }
}
