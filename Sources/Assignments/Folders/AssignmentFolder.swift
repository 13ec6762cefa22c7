internal import ExperimentRunner
internal import LabCommands
internal import OptimizerLab
package import SpecLanguage

/// An assignment's folder: `assignment.json` and the files that it names.
package struct AssignmentFolder: Sendable {
  package static let fileName = "assignment.json"

  package let path: String
  package let assignment: Assignment
  package let source: SpecSource
  /// SHA-256 of all that decides its checks, in hexadecimal digits: what `assignment.json` says with every
  /// default filled in, and the folder's other files, but for texts, sources and mutants.
  package let hash: String

  /// Finds and reads an assignment.
  /// - Parameters:
  ///   - name: its folder, its file, or the name of one of those that ship with the program.
  ///   - shipped: the folders of these.
  /// - Throws: `AssignmentError`, `AssignmentMistakes`.
  package init(_ name: String, shipped: [String]) throws {
    path = try Self.find(name, shipped: shipped)
    let file = path == "." ? Self.fileName : "\(path)/\(Self.fileName)"
    do throws(DataError) {
      source = SpecSource(
        name: file, bytes: try InputBytes.read(file, limit: JSONParser.maximumSize))
    } catch {
      throw AssignmentError(error)
    }
    let reading = Reading<Assignment>(source)
    assignment = reading.value
    var text = reading.diagnostics.rendered(in: source)
    if reading.diagnostics.isEmpty {
      text = FolderCheck(folder: path, assignment: assignment, source: source).mistakes
    }
    guard text.isEmpty else { throw AssignmentMistakes(text) }
    hash = try Self.hash(of: reading.resolved, in: path)
  }

  /// The path of a file of it.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  package var origin: GradeResult.Source {
    .init(
      name: assignment.name, title: assignment.title, version: assignment.version, hash: hash)
  }

  // MARK: Finding

  private static func find(_ name: String, shipped: [String]) throws(AssignmentError) -> String {
    var path = name
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if OutputFile.exists("\(path)/\(fileName)") { return path }
    if path.hasSuffix(".json"), OutputFile.exists(path), !OutputFile.isFolder(path) {
      guard path == fileName || path.hasSuffix("/\(fileName)") else {
        throw AssignmentError("\(path): an assignment's file is called \(fileName)")
      }
      return path == fileName ? "." : String(path.dropLast(fileName.count + 1))
    }
    for folder in shipped where OutputFile.exists("\(folder)/\(path)/\(fileName)") {
      return "\(folder)/\(path)"
    }
    if OutputFile.isFolder(path) {
      throw AssignmentError(
        "\(path): has no \(fileName), so it is no assignment's folder", .noInput)
    }
    let known = names(shipped)
    throw AssignmentError(
      "there is no assignment \(quoted(path))\(suggestion(for: path, among: known))"
        + "Shipped: \(known.isEmpty ? "none" : known.joined(separator: ", "))", .noInput)
  }

  /// The names of the assignments in those folders.
  package static func names(_ folders: [String]) -> [String] {
    let names = folders.flatMap { folder in
      OutputFile.names(in: folder).filter { OutputFile.exists("\(folder)/\($0)/\(fileName)") }
    }
    return Set(names).sorted()
  }

  // MARK: What decides its checks

  private static func hash(of resolved: JSONNode, in folder: String) throws -> String {
    var parts = Array(JSONText.canonical(resolved).utf8)
    for name in decidingFiles(in: folder) {
      parts += [0] + Array(name.utf8) + [0]
      do throws(DataError) {
        parts += SHA256.hex(of: try InputBytes.read("\(folder)/\(name)", limit: 1 << 28)).utf8
      } catch {
        throw AssignmentError(error)
      }
    }
    return SHA256.hex(of: parts)
  }

  /// What students get besides their sources: specs, data, texts; nothing hidden, and no page for teachers.
  func filesForStudents() -> [String] {
    FolderListing.files(in: path, limit: 10_000).filter { name in
      let first = name.split(separator: "/").first.map(String.init) ?? name
      return !["source", "mutants", "hidden"].contains(first) && !name.hasPrefix(".")
        && ![Self.fileName, "teacher.md"].contains(name) && !name.contains("__pycache__")
    }
  }

  /// Files whose bytes decide a check, in order.
  private static func decidingFiles(in folder: String) -> [String] {
    FolderListing.files(in: folder, limit: 10_000).filter { name in
      let first = name.split(separator: "/").first.map(String.init) ?? name
      return name != fileName && !name.hasSuffix(".md") && !["source", "mutants"].contains(first)
        && !name.hasPrefix(".") && !name.contains("__pycache__")
    }
  }
}
