import Foundation
import TestSupport
import Testing

/// A library of the tests in C, to be loaded in front of the C library.
enum CLibrary {
  private static let compiler = ["/usr/bin/cc", "/usr/bin/clang", "/opt/swift/usr/bin/clang"].first
  {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Whether there is a compiler to make it with.
  static var canBeMade: Bool { compiler != nil }

  /// - Parameter source: its path in the repository.
  /// - Returns: the library's path.
  static func make(_ source: String, in scratch: TestFolder) throws -> String {
    let name = URL(fileURLWithPath: source).deletingPathExtension().lastPathComponent + ".so"
    let path = scratch.file(name).path
    let compiling = Process()
    compiling.executableURL = URL(fileURLWithPath: compiler ?? "")
    compiling.arguments = [
      "-O1", "-shared", "-fPIC", "-o", path, Program.repository.appendingPathComponent(source).path,
    ]
    try compiling.run()
    compiling.waitUntilExit()
    #expect(compiling.terminationStatus == 0)
    return path
  }
}
