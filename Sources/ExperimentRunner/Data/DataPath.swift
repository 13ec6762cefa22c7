/// Where the paths of a spec lead.
package enum DataPath {
  /// A path of a spec: absolute, or relative to the spec's folder; where nothing is there but
  /// something is at the same path from the current folder, that.
  package static func resolve(_ path: String, in folder: String) -> String {
    guard !path.hasPrefix("/"), !folder.isEmpty else { return path }
    let besideSpec = "\(folder)/\(path)"
    // The system does not go up from a folder that is gone.
    return [besideSpec, normal(besideSpec), path].first { OutputFile.exists($0) } ?? besideSpec
  }

  /// What a spec in another folder calls the file that a path of this spec leads to: a path that is
  /// right as long as both folders and the file keep their places to each other, or an absolute one
  /// where they have nothing in common.
  /// - Parameters:
  ///   - folder: of the spec that has the path.
  ///   - other: the other spec's folder, which need not be there yet.
  package static func rebase(_ path: String, from folder: String, to other: String) -> String {
    guard !path.isEmpty, !path.hasPrefix("/") else { return path }
    let file = parts(of: place(of: resolve(path, in: folder)))
    let base = parts(of: physical(other))
    let common = zip(file, base).prefix { $0 == $1 }.count
    guard common > 0 else { return "/" + file.joined(separator: "/") }
    let way = base.dropFirst(common).map { _ in ".." } + file.dropFirst(common)
    return way.isEmpty ? "." : way.joined(separator: "/")
  }

  /// The absolute path without links, up to where nothing is there yet.
  package static func physical(_ path: String) -> String {
    var there = path.isEmpty ? "." : path
    var missing: [Substring] = []
    while true {
      if let real = RealPath.of(there) {
        return missing.isEmpty ? real : normal("\(real)/\(missing.joined(separator: "/"))")
      }
      let slash = there.lastIndex(of: "/")
      missing.insert(there[(slash.map { there.index(after: $0) } ?? there.startIndex)...], at: 0)
      there = slash.map { $0 == there.startIndex ? "/" : String(there[..<$0]) } ?? "."
    }
  }

  /// The absolute path of a file by its own name, should that be a link, in a folder without links.
  private static func place(of file: String) -> String {
    guard let name = file.split(separator: "/").last, name != ".", name != ".." else {
      return physical(file)
    }
    let folder = file.lastIndex(of: "/").map { file[..<$0] } ?? "."
    return "\(physical(folder.isEmpty ? "/" : String(folder)))/\(name)"
  }

  /// The path without `.`, and without `..` but at the beginning of a relative one.
  private static func normal(_ path: String) -> String {
    let names = path.split(separator: "/").reduce(into: [Substring]()) { names, name in
      switch name {
      case ".": break
      case ".." where !names.isEmpty && names.last != "..": names.removeLast()
      case ".." where path.hasPrefix("/"): break
      default: names.append(name)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + names.joined(separator: "/")
  }

  private static func parts(of path: String) -> [Substring] { path.split(separator: "/") }
}
