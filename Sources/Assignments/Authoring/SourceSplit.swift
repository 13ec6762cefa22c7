internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What is handed out and the solution, of one folder of sources.
package struct SourceSplit {
  private let starter: [HandOut.File]
  private let solution: [HandOut.File]

  /// - Parameter folder: an assignment's, or one with sources, or one source.
  /// - Throws: `AssignmentError`, `AssignmentMistakes`.
  package init(_ folder: String) throws {
    if OutputFile.exists("\(folder)/\(AssignmentFolder.fileName)") {
      let assignment = try AssignmentFolder(folder, shipped: [])
      let handOut = HandOut(assignment, student: "")
      (starter, solution) = (try handOut.starter(), try handOut.solution())
      return
    }
    let isFolder = OutputFile.isFolder(folder)
    let names =
      isFolder
      ? FolderListing.files(in: folder, limit: 10_000) : [Submission.name(of: folder)]
    var files: (starter: [HandOut.File], solution: [HandOut.File]) = ([], [])
    for name in names where !name.contains("__pycache__") {
      let path = isFolder ? "\(folder)/\(name)" : folder
      let bytes: [UInt8]
      do throws(DataError) {
        bytes = try InputBytes.read(path, limit: 1 << 28)
      } catch {
        throw AssignmentError(error)
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        files.starter.append(HandOut.File(name, bytes))
        files.solution.append(HandOut.File(name, bytes))
        continue
      }
      do throws(SourceMarkers.Mistake) {
        let marked = try SourceMarkers(text)
        files.starter.append(HandOut.File(name, Array(marked.starter.utf8)))
        files.solution.append(HandOut.File(name, Array(marked.solution.utf8)))
      } catch {
        throw AssignmentError("\(path):\(error.line): \(error.message)")
      }
    }
    (starter, solution) = files
  }

  /// Writes both; nothing that is there is replaced.
  /// - Returns: the paths of the files.
  package func write(starter: String, solution: String?) throws -> [String] {
    var paths: [String] = []
    let sides = [(starter, self.starter)] + (solution.map { [($0, self.solution)] } ?? [])
    for (folder, files) in sides {
      guard !OutputFile.exists(folder) || OutputFile.names(in: folder).isEmpty else {
        throw AssignmentError("\(folder) is there already; name another folder", .exists)
      }
      try OutputFile.makeFolder(folder)
      try HandOut.write(files, to: folder)
      paths += files.map { "\(folder)/\($0.name)" }.sorted()
    }
    return paths
  }
}
