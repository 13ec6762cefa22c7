internal import CWorkerSpawn
internal import Glibc

/// An open file of the system's, closed when nobody holds it any more.
package final class Descriptor: Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// A file that is there; `nil` where it cannot be opened.
  package convenience init?(readingAt path: String) {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    self.init(number)
  }

  /// Writes to this process' standard error what can be written; a terminal that is gone has nobody to tell.
  package static func writeError(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      // unsafe: the pointer is into `bytes`, which outlives the call.
      let count = unsafe bytes.withUnsafeBytes { bytes in
        unsafe write(STDERR_FILENO, bytes.baseAddress! + sent, bytes.count - sent)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Both ends of a new pipe; no process that is started inherits them.
  static func pipe() -> (reading: Descriptor, writing: Descriptor)? {
    var (reading, writing): (Int32, Int32) = (-1, -1)
    // unsafe: the call fills in the two numbers.
    guard unsafe worker_pipe(&reading, &writing) == 0 else { return nil }
    return (Descriptor(reading), Descriptor(writing))
  }

  /// From now on, reading and writing do what can be done at once.
  func neverBlock() { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }

  /// Gives up what it leads to, though somebody may hold this: the other end of a pipe sees it closed.
  func letGo() {
    let nothing = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
    guard nothing >= 0 else { return }
    defer { close(nothing) }
    _ = dup2(nothing, number)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }

  /// What can be read now; empty at the end, `nil` where there is nothing yet.
  package func readSome() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // unsafe: the pointer is the buffer's own, for the call alone.
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe read(number, bytes.baseAddress, bytes.count)
    }
    if count < 0 { return errno == EAGAIN || errno == EINTR ? nil : [] }
    buffer.removeLast(buffer.count - count)
    return buffer
  }

  /// All that is left of it, or of a longer one so many bytes at least.
  package func readAll(upTo limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < limit {
      guard let piece = readSome() else { continue }
      if piece.isEmpty { break }
      bytes += piece
    }
    return bytes
  }

  /// The last bytes of a file; all of a shorter one; `nil` for what has no end.
  package func readEnd(_ count: Int) -> [UInt8]? {
    let end = lseek(number, 0, SEEK_END)
    guard end >= 0, lseek(number, max(0, end - count), SEEK_SET) >= 0 else { return nil }
    return readAll(upTo: count)
  }

  /// Writes what can be written now of `values` from byte `offset` on.
  /// - Returns: how many bytes that were; `nil` where nobody reads any more.
  func writeSome<Value: BitwiseCopyable>(_ values: [Value], from offset: Int) -> Int? {
    // unsafe: the pointer is into `values`, which outlives the call.
    let count = unsafe values.withUnsafeBytes { bytes in
      unsafe write(number, bytes.baseAddress! + offset, bytes.count - offset)
    }
    if count < 0 { return errno == EAGAIN || errno == EINTR ? 0 : nil }
    return count
  }

  /// Reads as many values as `values` has over them.
  /// - Returns: whether they all came.
  func fill<Value: BitwiseCopyable>(_ values: inout [Value]) -> Bool {
    // unsafe: the pointer is the array's own, for the call alone, with the count left in it.
    unsafe values.withUnsafeMutableBytes { bytes in
      var filled = 0
      while filled < bytes.count {
        let count = unsafe read(number, bytes.baseAddress! + filled, bytes.count - filled)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        filled += count
      }
      return true
    }
  }
}
