internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab

/// A file of the output that could not be made, written or read back, with the system's reason.
package struct OutputError: Error, Equatable, CustomStringConvertible {
  package enum Action: String, Sendable { case create, write, read }

  package var path: String
  package var reason: String
  package var action: Action

  package init(path: String, reason: String, action: Action) {
    self.path = path
    self.reason = reason
    self.action = action
  }

  /// Whether it could not even be made (exit code 73), as against a write that failed (74).
  package var isCreation: Bool { action == .create }

  package var description: String { "cannot \(action.rawValue) \(path): \(reason)" }

  package static func last(_ path: String, isCreation: Bool) -> OutputError {
    OutputError(
      path: path, reason: systemReason(errno), action: isCreation ? .create : .write)
  }

  /// What the system calls an error.
  package static func systemReason(_ number: Int32) -> String {
    // The text is the C library's, and copied at once.
    unsafe String(cString: strerror(number))
  }
}

/// Files that are whole or not there: written beside their place, flushed, and renamed.
///
/// Each `unsafe` here passes a Swift string as a C string that lives for the call.
package enum OutputFile {
  /// Puts `bytes` at `path`; what was there stays until the new file is whole on the disk.
  /// - Parameter flushesFolder: `false` where another file of the same folder follows, whose flush
  ///   will do for both.
  package static func write(
    _ bytes: [UInt8], to path: String, flushesFolder: Bool = true
  ) throws(OutputError) {
    try write([bytes], to: path, flushesFolder: flushesFolder)
  }

  /// The same for a file in parts. Small ones are put together first: a call of the system costs as much
  /// as to copy some thousand bytes.
  static func write(
    _ parts: [[UInt8]], to path: String, flushesFolder: Bool = true
  ) throws(OutputError) {
    let size = parts.reduce(0) { $0 + $1.count }
    var joined: [UInt8] = []
    if parts.count > 1, size <= 1 << 16 {
      joined.reserveCapacity(size)
      for part in parts { joined += part }
    }
    try write(to: path, flushesFolder: flushesFolder) { file throws(OutputError) in
      for part in joined.isEmpty ? parts : [joined] { try file.write(part) }
    }
  }

  /// The same for a file that is made while it is written.
  /// - Parameter body: is given what takes the parts, one after another.
  package static func write(
    to path: String, flushesFolder: Bool = true,
    _ body: (OutputParts) throws(OutputError) -> Void
  ) throws(OutputError) {
    let temporary = "\(path).\(WriterTag.own)\(temporaryEnding)"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last(path, isCreation: true) }
    var isOpen = true
    do throws(OutputError) {
      try body(OutputParts(descriptor: descriptor, path: path))
      if fsync(descriptor) != 0 { throw OutputError.last(path, isCreation: false) }
      isOpen = false
      if close(descriptor) != 0 { throw OutputError.last(path, isCreation: false) }
      try move(temporary, to: path)
    } catch {
      if isOpen { close(descriptor) }
      unsafe unlink(temporary)
      throw error
    }
    if flushesFolder { try flushFolder(of: path) }
  }

  package static func write(_ text: String, to path: String) throws(OutputError) {
    try write(Array(text.utf8), to: path)
  }

  /// How the names end under which files are written before they are whole.
  private static let temporaryEnding = ".tmp"

  /// Takes away what processes of this machine left that were ended while they wrote.
  package static func removeTemporaries(in folder: String) {
    for name in names(in: folder) where isLeftTemporary(name) { remove("\(folder)/\(name)") }
  }

  /// Whether a name is that of a file whose writer, a process of this machine, was ended before the
  /// file was whole.
  static func isLeftTemporary(_ name: String) -> Bool {
    name.hasSuffix(temporaryEnding)
      && WriterTag.isLeftByDeadProcess(name.dropLast(temporaryEnding.count))
  }

  /// Whether what is at a path is such a file, or one of another machine's that has not been written to
  /// for an hour.
  package static func isAbandonedTemporary(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard name.hasSuffix(temporaryEnding), !isLeftTemporary(name) else {
      return isLeftTemporary(name)
    }
    return age(of: path).map { $0 > 3600 } ?? false
  }

  /// Seconds since a file, or what is in a folder, was changed; `nil` where it is not there.
  static func age(of path: String) -> Double? {
    let date = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    return date.map { -$0.timeIntervalSinceNow }
  }

  /// What is in a folder, in order; nothing, if it cannot be read.
  package static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// Writes over a file that is no file, but a setting of the system's.
  package static func overwrite(_ path: String, with text: String) throws(OutputError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(path, isCreation: false) }
    defer { close(descriptor) }
    try writeAll(Array(text.utf8), to: descriptor, path)
  }

  /// Gives a file another name in its folder, in place of what has that name.
  package static func move(
    _ path: String, to target: String, mayBeGone: Bool = false
  ) throws(OutputError) {
    guard unsafe rename(path, target) == 0 || (mayBeGone && errno == ENOENT) else {
      throw .last(target, isCreation: false)
    }
  }

  /// What tells a file from all others, by whichever of its names.
  package static func identity(of path: String) -> [UInt64]? {
    var state = Glibc.stat()
    guard unsafe stat(path, &state) == 0 else { return nil }
    return [UInt64(state.st_dev), UInt64(state.st_ino)]
  }

  /// Takes a folder away where nothing is in it.
  package static func removeEmptyFolder(_ path: String) { unsafe rmdir(path) }

  /// Takes a file away, if it is there.
  package static func remove(_ path: String) { unsafe unlink(path) }

  /// Renames a file that cannot be believed, so that nothing is lost and nothing takes it for what
  /// it is not.
  /// - Returns: what was done, in a sentence.
  package static func setAside(_ path: String, because reason: String) -> String {
    let place = "\(path).damaged"
    guard unsafe rename(path, place) == 0 else {
      return "\(path): \(reason); it is not used, and could not be renamed: "
        + OutputError.systemReason(errno)
    }
    return "\(path): \(reason); it is not used, and set aside as \(place)"
  }

  /// Makes a folder and those above it.
  /// - Returns: whether this call made it; `false` where it was there.
  @discardableResult
  package static func makeFolder(_ path: String) throws(OutputError) -> Bool {
    if isFolder(path) { return false }
    let above = folder(of: path)
    if !above.isEmpty, !exists(above) { try makeFolder(above) }
    let isMade = unsafe mkdir(path, 0o777) == 0
    guard isMade || (errno == EEXIST && isFolder(path)) else {
      throw .last(path, isCreation: true)
    }
    try flushFolder(of: path)
    return isMade
  }

  /// Whether files can be made in a folder.
  package static func canWrite(_ folder: String) -> Bool { unsafe access(folder, W_OK) == 0 }

  /// A folder of this process alone, in the system's place for such; for whoever made it to remove.
  package static func makeTemporaryFolder() throws(OutputError) -> String {
    let pattern = FileManager.default.temporaryDirectory.appendingPathComponent("optlab-XXXXXX")
      .path
    var path = Array(pattern.utf8CString)
    // The array is ours; the call changes its last letters.
    guard unsafe mkdtemp(&path) != nil else { throw .last(pattern, isCreation: true) }
    return String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  package static func removeFolder(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }

  package static func isFolder(_ path: String) -> Bool {
    var state = Glibc.stat()
    return unsafe stat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFDIR
  }

  /// The bytes of a file that this program wrote; `nil` where there is none.
  package static func read(_ path: String) throws(OutputError) -> [UInt8]? {
    try found(path, otherwise: []) { path throws(DataError) in try InputBytes.read(path) }
  }

  /// What is made of a file that this program wrote; `nil` where there is none.
  /// - Parameter other: of a folder, a pipe, a file of a gigabyte, which this program did not write there.
  static func found<Value>(
    _ path: String, otherwise other: Value, _ read: (String) throws(DataError) -> Value
  ) throws(OutputError) -> Value? {
    do throws(DataError) {
      return try read(path)
    } catch {
      switch error.problem {
      case .missing: return nil
      case .unreadable(let reason):
        throw OutputError(path: path, reason: reason, action: .read)
      default: return other
      }
    }
  }

  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  fileprivate static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, _ path: String
  ) throws(OutputError) {
    var start = 0
    while start < bytes.count {
      // The pointer is into `bytes`, which outlives the call.
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress! + start, buffer.count - start)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw .last(path, isCreation: false)
      }
      start += written
    }
  }

  /// Makes a new name in a folder survive a power cut.
  package static func flushFolder(of path: String) throws(OutputError) {
    let place = folder(of: path)
    let folder = place.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : place
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(folder, isCreation: false) }
    defer { close(descriptor) }
    // Some file systems know no such thing for folders.
    if fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP {
      throw .last(folder, isCreation: false)
    }
  }

  /// The folder that a path is in; empty for the current one and for the root.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}

/// Takes the parts of a file that is being written.
package struct OutputParts {
  fileprivate let descriptor: Int32
  fileprivate let path: String

  package func write(_ part: [UInt8]) throws(OutputError) {
    try OutputFile.writeAll(part, to: descriptor, path)
  }
}
