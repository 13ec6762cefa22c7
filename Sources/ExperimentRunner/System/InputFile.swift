import Glibc

/// An ordinary file, open for reading as long as this value lives.
///
/// Folders, pipes and devices are refused: a pipe may never be written to, and a device need not
/// end. No more than `sizeLimit` bytes are read, whatever the file says of its size.
package struct InputFile: ~Copyable {
  package static let sizeLimit = 1 << 30

  let path: String
  /// The size when the file was opened.
  let size: Int
  private(set) var position = 0
  private let descriptor: Int32

  init(path: String) throws(DataError) {
    // C would read such a path up to the zero, and so another one.
    guard !path.utf8.contains(0) else { throw DataError(path, .missing) }
    // Without O_NONBLOCK, opening a pipe waits for somebody to write to it.
    // unsafe: the C string lives for the call, and is not kept.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw Self.failure(at: path, errno) }
    do throws(DataError) {
      size = try Self.size(of: descriptor, at: path)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Overwrites `buffer` with what comes next; fewer bytes than it holds only at the end.
  ///
  /// - Returns: how many bytes of the buffer are the file's.
  mutating func read(into buffer: inout [UInt8]) throws(DataError) -> Int {
    let descriptor = descriptor
    var filled = 0
    while filled < buffer.count {
      // unsafe: the pointer is the buffer's own, for the call alone, with the count left in it.
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress! + filled, $0.count - filled)
      }
      if count == 0 { break }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw Self.failure(at: path, errno)
      }
      filled += count
    }
    position += filled
    guard position <= Self.sizeLimit else {
      throw DataError(path, .tooLarge(limit: Self.sizeLimit))
    }
    return filled
  }

  private static func size(of descriptor: Int32, at path: String) throws(DataError) -> Int {
    var status = stat()
    // unsafe: the structure is ours, and is not kept.
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure(at: path, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw DataError(path, .notAFile(kind: "a folder"))
    case S_IFIFO: throw DataError(path, .notAFile(kind: "a pipe"))
    default: throw DataError(path, .notAFile(kind: "a device"))
    }
    guard status.st_size <= sizeLimit else { throw DataError(path, .tooLarge(limit: sizeLimit)) }
    return status.st_size
  }

  private static func failure(at path: String, _ code: Int32) -> DataError {
    if code == ENOENT || code == ENOTDIR { return DataError(path, .missing) }
    // unsafe: the C library's own text for the code, copied at once.
    return DataError(path, .unreadable(reason: unsafe String(cString: strerror(code))))
  }
}
