import Foundation
import OptimizerLab

/// gnuplot as a user calls it, and what came of it.
struct GnuplotRun {
  var status: Int32
  /// What it printed and what it complained of.
  var printed: String

  static let program = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/gnuplot" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isThere: Bool { program != nil }

  /// - Parameter folder: the current folder of the process.
  init(_ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: Self.program ?? "gnuplot")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    status = process.terminationStatus
    printed = String(decoding: data, as: UTF8.self)
  }
}
