internal import Dispatch

/// Reads a pipe to its end on a thread of its own, so that a talkative process never waits.
package final class PipeText: @unchecked Sendable {
  // Written by one thread before the group is left, read after.
  private var bytes: [UInt8] = []
  private let group = DispatchGroup()

  package init(_ pipe: Descriptor) {
    group.enter()
    DetachedThread.start { [self] in
      while true {
        guard let piece = pipe.readSome() else { continue }
        if piece.isEmpty { break }
        bytes += piece
      }
      group.leave()
    }
  }

  /// All of it; waits for the end.
  package var text: String {
    group.wait()
    return String(decoding: bytes, as: UTF8.self)
  }
}
