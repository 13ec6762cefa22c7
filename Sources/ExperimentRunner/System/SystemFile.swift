internal import Foundation

/// Files of the system that hold one short text.
package enum SystemFile {
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
