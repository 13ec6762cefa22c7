internal import ExperimentRunner

/// The paths that a shell offers for the beginning of one: folders to go on in, with their slash, and what is
/// looked for in them.
package struct PathCandidates: Sendable {
  /// As it was written, up to its last slash: `plots/`, or nothing.
  private let folder: String
  private let start: Substring

  /// - Parameter prefix: what was written so far: `plots/ad`.
  package init(_ prefix: String) {
    let cut = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
    folder = String(prefix[..<cut])
    start = prefix[cut...]
  }

  /// Files whose name has this end.
  package func files(ending end: String, except other: String) -> [String] {
    candidates { path in
      if OutputFile.isFolder(path) { return "\(path)/" }
      return path.hasSuffix(end) && !path.hasSuffix(other) ? path : nil
    }
  }

  /// Folders that have this file. They end a word; a folder without it is gone through.
  package func folders(with file: String) -> [String] {
    candidates { path in
      guard OutputFile.isFolder(path) else { return nil }
      return OutputFile.exists("\(path)/\(file)") ? path : "\(path)/"
    }
  }

  /// - Parameter offered: what is offered for a path that begins so; `nil` for nothing.
  private func candidates(_ offered: (String) -> String?) -> [String] {
    OutputFile.names(in: Self.opened(folder)).compactMap { name in
      // A shell reads a line for each; and hidden names are for who asks for them.
      guard name.hasPrefix(start), !name.hasPrefix(".") || start.hasPrefix("."),
        name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
      else { return nil }
      return offered(folder + name)
    }
  }

  private static func opened(_ folder: String) -> String { folder.isEmpty ? "." : folder }
}
