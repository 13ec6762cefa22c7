package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What one student handed in, unpacked into a folder of the grader's.
package struct Submission: Sendable {
  /// What it was called: the last part of the path.
  package let name: String
  /// Where its files are, below the folder that it was unpacked into.
  package private(set) var folder: String
  /// Why nothing of it could be read.
  package private(set) var formatErrors: [String] = []
  package private(set) var remarks: [String] = []
  /// SHA-256 of its files and their names, in hexadecimal digits.
  package private(set) var hash = ""
  package private(set) var handedOut: HandedOut?

  private static let limits = ZipArchive.Limits()

  /// Reads a folder or a zip archive and puts its files into `folder`, which is there and empty.
  /// - Parameter expected: the files that are looked for, to find where in it they are.
  /// - Throws: where the grader's own disk fails.
  package init(
    _ path: String, into folder: String, expecting expected: [String]
  ) throws(OutputError) {
    name = Self.name(of: path)
    self.folder = folder
    var files: [ZipArchive.File] = []
    do throws(ZipArchive.Refusal) {
      files = try Self.files(of: path, &remarks)
      if files.isEmpty { throw ZipArchive.Refusal("has no files in it") }
    } catch {
      formatErrors = ["\(Echo.escaped(name)) \(error.reason)"]
      return
    }
    files.sort { $0.name < $1.name }
    hash = SHA256.hex(
      of: Array(
        files.map { "\($0.name)\u{0}\(SHA256.hex(of: $0.bytes))\u{0}" }.joined().utf8))
    for file in files {
      let target = "\(folder)/\(file.name)"
      try OutputFile.makeFolder(String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)]))
      try OutputFile.write(file.bytes, to: target, flushesFolder: false)
    }
    let root = Self.root(of: files.map(\.name), expecting: expected)
    if !root.isEmpty { self.folder += "/" + root }
    let lock = root.isEmpty ? HandedOut.fileName : "\(root)/\(HandedOut.fileName)"
    if let file = files.first(where: { $0.name == lock }) {
      handedOut = HandedOut(file.bytes)
      if handedOut == nil { remarks.append("its \(HandedOut.fileName) cannot be read") }
    }
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// What a student is called where nothing else says it: the name without its ending.
  package static func nameWithoutEnding(_ path: String) -> String {
    let name = name(of: path)
    return name.lowercased().hasSuffix(".zip") && name.count > 4 ? String(name.dropLast(4)) : name
  }

  // MARK: Reading

  private static func files(
    of path: String, _ remarks: inout [String]
  ) throws(ZipArchive.Refusal) -> [ZipArchive.File] {
    if OutputFile.isFolder(path) { return try files(inFolder: path, &remarks) }
    let bytes: [UInt8]
    do throws(DataError) {
      bytes = try InputBytes.read(path, limit: limits.bytes)
    } catch {
      throw ZipArchive.Refusal(
        error.isMissingFile ? "is not there" : "cannot be read: \(reason(error))")
    }
    if bytes.isEmpty { throw ZipArchive.Refusal("is an empty file") }
    guard ZipArchive.isLikely(bytes) else {
      throw ZipArchive.Refusal("is neither a folder nor a zip archive")
    }
    return try ZipArchive(bytes, limits: limits).files
  }

  /// The sentence without the path, which is the teacher's business alone.
  private static func reason(_ error: DataError) -> String {
    let text = error.description
    return text.hasPrefix(error.path + ": ") ? String(text.dropFirst(error.path.count + 2)) : text
  }

  private static func files(
    inFolder path: String, _ remarks: inout [String]
  ) throws(ZipArchive.Refusal) -> [ZipArchive.File] {
    var files: [ZipArchive.File] = []
    var total = 0
    let names = FolderListing.files(in: path, limit: limits.files + 1).filter(isWanted)
    guard names.count <= limits.files else {
      throw ZipArchive.Refusal("has more than \(limits.files) files")
    }
    for name in names {
      guard !FolderListing.isLink("\(path)/\(name)") else {
        remarks.append("left out: \(Echo.escaped(name)) is a link")
        continue
      }
      do throws(DataError) {
        let bytes = try InputBytes.read("\(path)/\(name)", limit: limits.bytes - total)
        total += bytes.count
        files.append(ZipArchive.File(name: name, bytes: bytes))
      } catch {
        if case .tooLarge = error.problem {
          throw ZipArchive.Refusal("is larger than \(limits.bytes >> 20) MB")
        }
        remarks.append("left out: \(Echo.escaped(name)) cannot be read")
      }
    }
    return files
  }

  /// What programs leave behind is not handed in.
  private static func isWanted(_ name: String) -> Bool {
    !name.split(separator: "/").contains { part in
      part == "__pycache__" || part.hasPrefix(".") || part == "__MACOSX"
    }
  }

  /// The folder that has what is looked for: an archive often has one folder, with all in it.
  private static func root(of names: [String], expecting expected: [String]) -> String {
    var score: [String: Int] = [:]
    for name in names {
      let parts = name.split(separator: "/")
      let last = parts.last.map(String.init) ?? name
      let folder = parts.dropLast().joined(separator: "/")
      if last == HandedOut.fileName { score[folder, default: 0] += 100 }
      for file in expected where name == file || name.hasSuffix("/\(file)") {
        score[String(name.dropLast(file.count + 1)), default: 0] += 1
      }
    }
    return score.max { a, b in
      // The most of what is looked for; of equal ones the one that is further up.
      (a.value, -a.key.utf8.count, b.key) < (b.value, -b.key.utf8.count, a.key)
    }?.key ?? ""
  }
}
