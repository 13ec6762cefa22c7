/// Where the paths of a spec lead.
package enum DataPath {
  /// A path of a spec: absolute, or relative to the spec's folder; where nothing is there but
  /// something is at the same path from the current folder, that.
  package static func resolve(_ path: String, in folder: String) -> String {
    guard !path.hasPrefix("/"), !folder.isEmpty else { return path }
    let besideSpec = "\(folder)/\(path)"
    return !OutputFile.exists(besideSpec) && OutputFile.exists(path) ? path : besideSpec
  }
}
