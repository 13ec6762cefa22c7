internal import ExperimentRunner
internal import Glibc

/// The files of a folder and of those in it.
package enum FolderListing {
  /// Relative paths, in order; links to folders are not followed.
  package static func files(in folder: String, limit: Int) -> [String] {
    var found: [String] = []
    var open = [""]
    while let place = open.popLast(), found.count < limit {
      for name in OutputFile.names(in: place.isEmpty ? folder : "\(folder)/\(place)") {
        let path = place.isEmpty ? name : "\(place)/\(name)"
        if isLink("\(folder)/\(path)") || !OutputFile.isFolder("\(folder)/\(path)") {
          found.append(path)
        } else {
          open.append(path)
        }
      }
    }
    return found.sorted()
  }

  /// Whether a path is that of a link.
  package static func isLink(_ path: String) -> Bool {
    var state = stat()
    // The text lives for the call, which fills in the structure.
    return unsafe lstat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFLNK
  }
}
