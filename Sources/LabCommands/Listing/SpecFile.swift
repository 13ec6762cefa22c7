package import ExperimentRunner
internal import Foundation
internal import OptimizerLab
package import SpecLanguage

/// Finds and reads the file of a spec.
package struct SpecFile: Sendable {
  /// Larger files are no specs. The largest experiment that ships has 2 kB.
  package static let sizeLimit = 1 << 20

  package let path: String
  package let source: SpecSource

  /// The folder that the spec's paths are relative to.
  package var folder: String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// The path from the root on, without links; `nil` where the system cannot tell it.
  package var realPath: String? { RealPath.of(path) }

  /// - Parameter name: a path; where nothing is at it, its parts are matched without case; a bare
  ///   name is an experiment that ships with the program, from one of the folders `shipped`.
  package init(_ name: String, shipped: [String]) throws(DataError) {
    path = try Self.find(name, shipped: shipped)
    source = SpecSource(name: path, bytes: try InputBytes.read(path, limit: Self.sizeLimit))
  }

  private static func find(_ name: String, shipped: [String]) throws(DataError) -> String {
    if OutputFile.exists(name), !OutputFile.isFolder(name) { return name }
    if let match = matchWithoutCase(name) { return match }
    if !name.contains("/") {
      let file = name.hasSuffix(".json") ? name : "\(name).json"
      for folder in shipped {
        if let match = matchWithoutCase("\(folder)/\(file)") { return match }
      }
      let nearest = nearestName(to: name, among: names(shipped))
      throw DataError(name, .noSuchExperiment(nearest: nearest))
    }
    throw DataError(name, .missing)
  }

  /// The names of the experiments in those folders.
  package static func names(_ folders: [String]) -> [String] {
    let files = folders.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
    let names = files.filter { $0.hasSuffix(".json") && !$0.hasSuffix(".schema.json") }
      .map { String($0.dropLast(".json".count)) }
    return Set(names).sorted()
  }

  /// The path whose parts are those of `path` but for case.
  private static func matchWithoutCase(_ path: String) -> String? {
    var found = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      let folder = found.isEmpty ? "." : found
      let exact = found.isEmpty || found.hasSuffix("/") ? "\(found)\(part)" : "\(found)/\(part)"
      if OutputFile.exists(exact) {
        found = exact
        continue
      }
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      guard let match = entries.sorted().first(where: { $0.lowercased() == part.lowercased() })
      else { return nil }
      found = found.isEmpty || found.hasSuffix("/") ? "\(found)\(match)" : "\(found)/\(match)"
    }
    return found.isEmpty || OutputFile.isFolder(found) ? nil : found
  }
}
