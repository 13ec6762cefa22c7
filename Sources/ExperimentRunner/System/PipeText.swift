package import Foundation

/// Reads a pipe to its end on a thread of its own, so that a talkative process never waits.
package final class PipeText: @unchecked Sendable {
  // Written by one thread before the group is left, read after.
  private var data = Data()
  private let group = DispatchGroup()

  package init(_ handle: FileHandle) {
    group.enter()
    Thread.detachNewThread { [self] in
      data = (try? handle.readToEnd()) ?? Data()
      group.leave()
    }
  }

  /// All of it; waits for the end.
  package var text: String {
    group.wait()
    return String(decoding: data, as: UTF8.self)
  }
}
