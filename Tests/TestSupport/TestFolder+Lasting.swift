internal import Foundation
internal import Synchronization

extension TestFolder {
  /// The folders that go with the process, which ends without taking leave of what is static.
  private static let lasting = Mutex<[String]>([])
  private static let removesLasting: Void = {
    _ = atexit {
      for path in TestFolder.lasting.withLock({ $0 }) {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
  }()

  /// Makes a scratch that many tests share, each with a copy of its own or reading alone.
  package static func lasting(_ make: (TestFolder) throws -> Void) -> Result<TestFolder, any Error>
  {
    Result {
      let scratch = try TestFolder()
      _ = removesLasting
      lasting.withLock { $0.append(scratch.folder.path) }
      try make(scratch)
      return scratch
    }
  }
}
