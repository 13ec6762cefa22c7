internal import Foundation

/// Holds an output folder for one run. The lock dies with its process: nothing is left to clean.
package final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Another run holds the folder.
  package struct Held: Error, Equatable, CustomStringConvertible {
    package var folder: String
    /// What the other run wrote about itself.
    package var holder: String

    package var description: String {
      "\(folder) is in use by another run\(holder.isEmpty ? "" : " (\(holder))"); wait for it, or "
        + "choose another folder with --out"
    }
  }

  package init(_ folder: String) throws {
    let path = "\(folder)/.lock"
    // The path lives for the call.
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError.last(path, isCreation: true) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let failure = OutputError.last(path, isCreation: true)
      close(descriptor)
      guard isHeld else { throw failure }
      let bytes = (try? InputBytes.read(path)) ?? []
      throw Held(folder: folder, holder: String(decoding: bytes, as: UTF8.self))
    }
    let text = Array("process \(getpid()) on \(ProcessInfo.processInfo.hostName)".utf8)
    ftruncate(descriptor, 0)
    // The pointer is into `text`, which outlives the call. Who holds it is a courtesy: a failure
    // to write it changes nothing.
    _ = unsafe text.withUnsafeBytes { buffer in
      unsafe write(descriptor, buffer.baseAddress, buffer.count)
    }
  }

  deinit { close(descriptor) }
}
