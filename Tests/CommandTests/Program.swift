import Foundation
import OptimizerLab

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
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: nothing has to read while the program runs.
    let scratch = try Scratch()
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
  private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }
}

/// A temporary folder that goes with its owner.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("optlab-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> URL {
    let url = file(name)
    try Data(text.utf8).write(to: url)
    return url
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: file(name)), as: UTF8.self)
  }

  /// A CSV file's rows without the columns named `seconds…`, whose values no two runs share.
  func table(_ name: String) throws -> [[String]] {
    let rows = try text(name).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let left = Set((rows.first ?? []).indices.filter { rows[0][$0].hasPrefix("seconds") })
    return rows.map { row in row.indices.filter { !left.contains($0) }.map { row[$0] } }
  }
}

/// A spec small enough to train in milliseconds.
let smallSpec = """
  {
    "name": "small",
    "seeds": [0, 1],
    "problems": [
      { "name": "line", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 40},
        "model": [{"kind": "linear", "units": 8}, "relu", {"kind": "linear", "units": 1}],
        "epochs": 5, "batch_size": 16 },
      { "name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 40}, "latent": 4,
        "generator": [{"kind": "linear", "units": 784}, "tanh"],
        "discriminator": [{"kind": "linear", "units": 4}, "leaky_relu", {"kind": "linear", "units": 1}, "sigmoid"],
        "epochs": 2, "batch_size": 16 },
      { "name": "valley", "kind": "surface",
        "data": {"kind": "surface", "surface": "rosenbrock"}, "steps": 30 }
    ],
    "optimizers": [
      {"name": "Adam", "kind": "adam"},
      {"name": "SGD", "kind": "sgd", "lr": {"line": 0.01, "gan": 0.01, "valley": 0.0001}}
    ],
    "record": {"every": 5, "probe": 32}
  }
  """

/// The names of the tables whose bytes must not depend on how the trials ran.
let tables = [
  "trials.csv", "curves.csv", "layers.csv", "summary.csv", "layer_summary.csv", "paths.csv",
  "histograms.csv", "discriminator.csv", "units.csv",
]
