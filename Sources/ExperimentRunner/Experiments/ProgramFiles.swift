package import OptimizerLab
package import SpecLanguage

/// The files of an external optimizer's program: those that its command names, and of Python's those of
/// the same folder that they import, the helper `optlab.py` among them.
struct ProgramFiles {
  /// Each with its path from where the program runs.
  private(set) var files: [(name: String, bytes: [UInt8])] = []

  /// - Parameters:
  ///   - external: the optimizer.
  ///   - folder: what its folder is relative to.
  /// - Throws: where a file that is named is not there.
  init(of external: External, in folder: String) throws(DataError) {
    let place = external.place(in: folder)
    guard OutputFile.isFolder(place) else { throw DataError(place, .missing).withNearestFile }
    for (number, word) in external.command.enumerated() {
      let path = Self.path(word, in: place)
      // The program itself is a file of the folder only where it is written as a path.
      let isFile = number == 0 ? word.contains("/") : OutputFile.exists(path)
      if isFile, !OutputFile.isFolder(path) {
        try add(word, in: place)
      } else if number > 0, Self.looksLikeScript(word) {
        throw DataError(path, .missing).withNearestFile
      }
    }
  }

  private mutating func add(_ name: String, in place: String) throws(DataError) {
    guard !files.contains(where: { $0.name == name }), files.count < Self.most else { return }
    let path = Self.path(name, in: place)
    let bytes = try InputBytes.read(path, limit: Self.sizeLimit)
    files.append((name, bytes))
    guard name.hasSuffix(".py") else { return }
    let folder = name.lastIndex(of: "/").map { name[...$0] } ?? ""
    for module in Self.imports(in: bytes) {
      let own = "\(folder)\(module).py"
      if OutputFile.exists(Self.path(own, in: place)) { try add(own, in: place) }
    }
  }

  private static func path(_ name: String, in place: String) -> String {
    name.hasPrefix("/") || place == "." ? name : "\(place)/\(name)"
  }

  private static let most = 1000
  private static let sizeLimit = 1 << 28

  /// Whether a word of a command can be meant for nothing but a file: `adam.py`.
  private static func looksLikeScript(_ word: String) -> Bool {
    guard !word.hasPrefix("-"), let dot = word.lastIndex(of: ".") else { return false }
    return ["py", "jl", "js", "lua", "m", "pl", "r", "R", "rb", "sh"].contains(
      word[word.index(after: dot)...])
  }

  /// The modules that a Python file names after `import` and `from`, wherever that stands.
  private static func imports(in bytes: [UInt8]) -> [String] {
    var modules: [String] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let words = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\t" }
      guard let first = words.first, first == "import" || first == "from" else { continue }
      let named = first == "from" ? words.dropFirst().prefix(1) : words.dropFirst()
      for word in named.flatMap({ $0.split(separator: ",") }) {
        let name = word.drop { $0 == "." }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        if !name.isEmpty { modules.append(String(name)) }
      }
    }
    return modules
  }

  /// SHA-256 of all names and bytes.
  var digest: String {
    SHA256.hex(
      of: files.flatMap { file in
        [Array("\(file.name)\n\(file.bytes.count)\n".utf8), file.bytes]
      })
  }
}

extension External {
  /// Where the program runs, where paths are relative to `folder`.
  func place(in folder: String) -> String {
    let own = self.folder == "." ? folder : DataPath.resolve(self.folder, in: folder)
    return own.isEmpty ? "." : own
  }

  /// Which program it is, among those of an experiment.
  var programKey: String { JSONText.compact(.array((command + [folder]).map { .string($0) })) }
}

extension Experiment {
  /// The external optimizers among its optimizers and their sides, each with its place.
  package var externals: [(path: SpecPath, external: External)] {
    optimizers.enumerated().flatMap { place, entry in
      let path = SpecPath(["optimizers", .index(place)])
      guard let discriminator = entry.discriminator else {
        return [(path, entry.optimizer as? External)]
      }
      return [
        (path.appending(.key("discriminator")), discriminator.optimizer as? External),
        (path.appending(.key("generator")), entry.optimizer as? External),
      ]
    }.compactMap { path, external in external.map { (path, $0) } }
  }

  /// What the files of its external optimizers hold, by `programKey`. Paths are relative to `folder`.
  func loadPrograms(from folder: String) -> (digests: [String: String], mistakes: [DataError]) {
    var (digests, mistakes): ([String: String], [DataError]) = ([:], [])
    for (_, external) in externals where digests[external.programKey] == nil {
      do throws(DataError) {
        digests[external.programKey] = try ProgramFiles(of: external, in: folder).digest
      } catch {
        if !mistakes.contains(error) { mistakes.append(error) }
      }
    }
    return (digests, mistakes)
  }
}

extension OptimizerEntry {
  /// Whether a program of somebody else's takes part in it.
  package var isExternal: Bool { optimizers.contains { $0 is External } }

  /// Gives the programs' folders other paths.
  mutating func movePaths(_ move: (String) -> String) {
    if var external = optimizer as? External {
      external.folder = move(external.folder)
      optimizer = external
    }
    if var external = discriminator?.optimizer as? External {
      external.folder = move(external.folder)
      discriminator?.optimizer = external
    }
  }
}
