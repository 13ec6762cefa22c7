/// Files of the system that hold one short text, and what others begin with.
package enum SystemFile {
  /// The first bytes of a file, at most 64 kB; none where there is no such file.
  package static func beginning(of path: String) -> [UInt8] {
    Descriptor(readingAt: path)?.readAll(upTo: 1 << 16) ?? []
  }

  package static func text(_ path: String) -> String? {
    // Not by its size: those under /proc say that they have none.
    guard let file = Descriptor(readingAt: path) else { return nil }
    return String(decoding: file.readAll(upTo: 1 << 20), as: UTF8.self)
  }

  /// The value of the first line `NAME : VALUE`, or `NAME=VALUE`.
  package static func value(_ name: String, in path: String) -> String? {
    for line in text(path)?.split(separator: "\n") ?? [] {
      let parts = line.split(maxSplits: 1, whereSeparator: { $0 == ":" || $0 == "=" })
      guard parts.count == 2, parts[0].trimmed() == name else {
        continue
      }
      return parts[1].trimmed { " \t\"".contains($0) }
    }
    return nil
  }
}
