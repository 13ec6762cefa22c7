internal import Foundation

/// An output that could not be written, with the file and the system's reason.
package struct OutputError: Error, Equatable, CustomStringConvertible {
  package var path: String
  package var reason: String
  /// Whether it could not even be made (exit code 73), as against a write that failed (74).
  package var isCreation: Bool

  package var description: String {
    "\(isCreation ? "cannot create" : "cannot write") \(path): \(reason)"
  }

  static func last(_ path: String, isCreation: Bool) -> OutputError {
    OutputError(path: path, reason: systemReason(errno), isCreation: isCreation)
  }

  /// What the system calls an error.
  static func systemReason(_ number: Int32) -> String {
    // The text is the C library's, and copied at once.
    unsafe String(cString: strerror(number))
  }
}

/// Files that are whole or not there: written beside their place, flushed, and renamed.
///
/// Each `unsafe` here passes a Swift string as a C string that lives for the call.
package enum OutputFile {
  /// Puts `bytes` at `path`; what was there stays until the new file is whole on the disk.
  package static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last(path, isCreation: true) }
    do throws(OutputError) {
      try writeAll(bytes, to: descriptor, path)
      if fsync(descriptor) != 0 { throw OutputError.last(path, isCreation: false) }
    } catch {
      close(descriptor)
      unsafe unlink(temporary)
      throw error
    }
    close(descriptor)
    do throws(OutputError) {
      try move(temporary, to: path)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  /// Gives a file that is whole on the disk its name, for good.
  static func move(_ file: String, to path: String) throws(OutputError) {
    guard unsafe rename(file, path) == 0 else { throw .last(path, isCreation: false) }
    flushFolder(of: path)
  }

  package static func write(_ text: String, to path: String) throws(OutputError) {
    try write(Array(text.utf8), to: path)
  }

  /// Makes a folder and those above it.
  package static func makeFolder(_ path: String) throws(OutputError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      let failure = unsafe mkdir(path, 0o777) == 0 ? 0 : errno
      if failure == EEXIST, isFolder(path) { return }
      throw OutputError(
        path: path, reason: OutputError.systemReason(failure == 0 ? EIO : failure),
        isCreation: true)
    }
  }

  package static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  private static func writeAll(
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

  /// Makes the rename itself survive a power cut.
  private static func flushFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
