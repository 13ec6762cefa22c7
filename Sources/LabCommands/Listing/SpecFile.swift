package import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab
package import SpecLanguage

/// Finds and reads the file of a spec.
package struct SpecFile: Sendable {
  /// Larger files are no specs: a list of a million seeds has this size.
  package static let sizeLimit = JSONParser.maximumSize

  package let path: String
  package let source: SpecSource

  /// The folder that the paths of its experiment are relative to: its own, but where it is a run's and
  /// was moved without its data.
  package func folder(for experiment: Experiment) -> String {
    let slash = path.lastIndex(of: "/")
    let own = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ""
    let isOfRun = path.split(separator: "/").last.map { $0 == SpecOrigin.fileName } ?? false
    return isOfRun ? SpecOrigin.folder(of: experiment, in: own) : own
  }

  /// The path from the root on, without links; `nil` where the system cannot tell it.
  package var realPath: String? { RealPath.of(path) }

  /// - Parameter name: a path; where nothing is at it, its parts are matched without case; a bare
  ///   name is an experiment that ships with the program, from one of the folders `shipped`.
  package init(_ name: String, shipped: [String]) throws(DataError) {
    path = try Self.find(name, shipped: shipped)
    let bytes = try InputBytes.read(path, limit: Self.sizeLimit)
    try ForeignFormat.refuse(bytes, at: path, wanted: .spec)
    source = SpecSource(name: path, bytes: bytes)
  }

  private static func find(_ name: String, shipped: [String]) throws(DataError) -> String {
    if OutputFile.exists(name), !OutputFile.isFolder(name) { return name }
    if let match = matchWithoutCase(name) { return match }
    let stem = name.hasSuffix(".json") ? String(name.dropLast(".json".count)) : name
    let isBare = !name.contains("/")
    if isBare {
      for folder in shipped {
        if let match = matchWithoutCase("\(folder)/\(stem).json") { return match }
      }
    }
    if OutputFile.isFolder(name) { throw DataError(name, .notAFile(kind: kind(ofFolder: name))) }
    guard isBare else { throw DataError(name, .missing).withNearestFile }
    let experiments = names(shipped)
    let nearest = nearestName(to: stem, among: experiments + names(["."]))
    throw DataError(
      name,
      .noSuchExperiment(nearest: nearest.map { experiments.contains($0) ? $0 : "\($0).json" }))
  }

  private static func kind(ofFolder path: String) -> String {
    OutputFile.exists("\(path)/\(SpecOrigin.fileName)")
      ? "the folder of a run, whose spec is the \(SpecOrigin.fileName) in it" : "a folder"
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
