internal import CShipped
package import ExperimentRunner
internal import FoundationEssentials
internal import Glibc

/// The experiments and assignments inside the program, as files: what the user sees of them can be opened,
/// copied and changed.
package enum ShippedFiles {
  /// The folder that has them, which is made where it is not there yet, in the user's cache, or where that
  /// cannot be written to, in a folder of the user's own in /tmp. A file in it that is not what it was is
  /// written again.
  package static func folder() throws(OutputError) -> String {
    do throws(OutputError) {
      return try unpack(to: UserFolders.cache)
    } catch {
      guard let place = ownTemporaryFolder() else { throw error }
      return try unpack(to: place)
    }
  }

  private static func unpack(to cache: String) throws(OutputError) -> String {
    let folder = "\(cache)/shipped-\(Version.number)"
    for file in all where bytes(at: "\(folder)/\(file.path)") != file.bytes {
      let path = "\(folder)/\(file.path)"
      try OutputFile.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
      try OutputFile.write(file.bytes, to: path)
    }
    return folder
  }

  private static func bytes(at path: String) -> [UInt8]? {
    try? InputBytes.read(path, limit: 1 << 24)
  }

  /// Nobody else's: what another could put there would be taken for the program's own.
  private static func ownTemporaryFolder() -> String? {
    let place = UserFolders.temporary
    // unsafe: the text lives for the call; the structure is ours.
    if unsafe mkdir(place, 0o700) != 0, errno != EEXIST { return nil }
    var status = stat()
    guard unsafe lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == geteuid(), status.st_mode & 0o022 == 0
    else { return nil }
    return place
  }

  struct File {
    var path: String
    var bytes: [UInt8]
  }

  static var all: [File] {
    var files: [File] = []
    // The list and what it names are parts of the program, which never change.
    while let file = unsafe shipped_file_at(files.count)?.pointee {
      let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.count)
      files.append(unsafe File(path: String(cString: file.path), bytes: Array(bytes)))
    }
    return files
  }
}
