internal import FoundationEssentials
internal import SpecLanguage

extension DataError {
  /// The same error with the file that was most likely meant, where its name was misspelt.
  ///
  /// Only the names before the last point are compared, and only with files of the same kind: every
  /// two `.safetensors` are alike in most of their letters. A name without a point may mean any.
  package var withNearestFile: DataError {
    guard case .missing = problem else { return self }
    let url = URL(fileURLWithPath: path)
    let (wanted, folder) = (url.lastPathComponent, url.deletingLastPathComponent().path)
    let ending = Self.parts(of: wanted).ending
    let files = OutputFile.names(in: folder).map(Self.parts).filter {
      ending.isEmpty || $0.ending.lowercased() == ending.lowercased()
    }
    guard let nearest = nearestName(to: Self.parts(of: wanted).stem, among: files.map(\.stem)),
      let file = files.first(where: { $0.stem == nearest })
    else { return self }
    return DataError(path, .misspelt(nearest: file.stem + file.ending))
  }

  private static func parts(of name: String) -> (stem: String, ending: String) {
    guard let point = name.lastIndex(of: "."), point != name.startIndex else { return (name, "") }
    return (String(name[..<point]), String(name[point...]))
  }
}
