import Foundation
import OptimizerLab
import TestSupport

/// The program as its users have it: the binary beside the tests, run as a process.
struct Program {
  struct Outcome {
    var code: Int32
    var output: String
    var errors: String
  }

  static var repository: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  static var binary: URL {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("optlab")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : repository.appendingPathComponent(".build/release/optlab")
  }

  /// Whether the processor has what a release asks for.
  static var hasVectors: Bool {
    let flags = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    return flags.contains(" avx2 ") && flags.contains(" fma ")
  }

  /// - Parameter folder: the current folder of the process.
  @discardableResult
  static func run(
    _ arguments: [String], in folder: URL = repository, environment: [String: String] = [:],
    program: URL = binary, whileRunning: (Process) -> Void = { _ in }
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // The data sets of whoever runs the tests are none of theirs.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["OPTLAB_DATA": "/nowhere"]) { _, new in new }
      .merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: nothing has to read while the program runs.
    let scratch = try TestFolder()
    let (out, err) = (scratch.file("out"), scratch.file("err"))
    _ = FileManager.default.createFile(atPath: out.path, contents: nil)
    _ = FileManager.default.createFile(atPath: err.path, contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try withoutBlockedSignals { try process.run() }
    whileRunning(process)
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: err), as: UTF8.self))
  }

  /// A thread of a pool has most signals blocked, and what it starts would have; a shell's has none.
  static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }
}
