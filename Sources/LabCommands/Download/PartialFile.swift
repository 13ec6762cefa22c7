internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc

/// What has arrived of a file so far, kept beside its place so that the next attempt goes on from
/// there. One process at a time has it.
///
/// Each `unsafe` here passes a Swift string or array to C for the call.
final class PartialFile {
  let path: String
  private(set) var size: Int
  private let descriptor: Int32

  /// Opens what is there, or makes it.
  init(for file: String, in folder: String) throws {
    path = "\(folder)/.\(file).part"
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError.last(path, isCreation: true) }
    // A file system without locks is taken as it is.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      close(descriptor)
      throw FetchError.busy(folder: folder)
    }
    size = Int(lseek(descriptor, 0, SEEK_END))
  }

  deinit { close(descriptor) }

  func append(_ data: Data) throws(OutputError) {
    let bytes = [UInt8](data)
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(descriptor, buffer.baseAddress! + start, buffer.count - start)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last(path, isCreation: false) }
      start += count
      size += count
    }
  }

  /// Forgets what has arrived.
  func clear() throws(OutputError) {
    guard ftruncate(descriptor, 0) == 0 else { throw .last(path, isCreation: false) }
    size = 0
  }

  /// Puts the file where it belongs, whole on the disk.
  func move(to place: String) throws(OutputError) {
    guard fsync(descriptor) == 0 else { throw .last(path, isCreation: false) }
    try OutputFile.move(path, to: place)
    try OutputFile.flushFolder(of: place)
  }

  func remove() { unsafe unlink(path) }
}
