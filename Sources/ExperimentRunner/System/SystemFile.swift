internal import Foundation

/// Files of the system that hold one short text, and what others begin with.
package enum SystemFile {
  /// The first bytes of a file, at most 64 kB; none where there is no such file.
  package static func beginning(of path: String) -> [UInt8] {
    let file = FileHandle(forReadingAtPath: path)
    return (try? file?.read(upToCount: 1 << 16)).map { Array($0) } ?? []
  }

  package static func text(_ path: String) -> String? {
    // Not by its size: those under /proc say that they have none.
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: 1 << 20)
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  /// The value of the first line `NAME : VALUE`, or `NAME=VALUE`.
  package static func value(_ name: String, in path: String) -> String? {
    for line in text(path)?.split(separator: "\n") ?? [] {
      let parts = line.split(maxSplits: 1, whereSeparator: { $0 == ":" || $0 == "=" })
      guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name else {
        continue
      }
      return parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
    }
    return nil
  }
}
