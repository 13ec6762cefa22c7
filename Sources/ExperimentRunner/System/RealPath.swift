internal import Glibc

/// Where a path leads.
package enum RealPath {
  /// The path from the root on, without links and dots; `nil` where nothing is there.
  package static func of(_ path: String) -> String? {
    // The C library's text is copied, and given back.
    guard let text = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }

  /// How a path from the root on is reached from a folder: `../../specs/a.json`. Both without links and
  /// dots.
  static func relative(_ path: String, from folder: String) -> String {
    let (to, from) = (path.split(separator: "/"), folder.split(separator: "/"))
    let common = zip(to, from).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: from.count - common)
    return (up + to.dropFirst(common).map(String.init)).joined(separator: "/")
  }
}
