import Assignments
import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("Reports of gradings")
struct ReportSchemaTests {
  /// The Python that has `Tests/Schema/requirements.txt`, as `./test` makes it.
  private static let python = ProcessInfo.processInfo.environment["OPTLAB_SCHEMA_PYTHON"]

  private static let repository = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardizedFileURL

  @Test(
    "are what their readers' schemas say, whatever the result",
    .enabled(
      if: python != nil,
      "PyPI's jsonschema and lxml are not there; ./test fetches them where it can, or name a Python that has them in OPTLAB_SCHEMA_PYTHON"
    ))
  func schemas() throws {
    let scratch = try TestFolder()
    // One picture that fits, and one that does not.
    let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
    try Data(head + [UInt8](repeating: 7, count: 3000))
      .write(to: scratch.file("adam-paths.png"))
    try scratch.write("*  *\n ** ``` \n", to: "adam-paths.txt")
    try Data(head + [UInt8](repeating: 7, count: 160_000)).write(to: scratch.file("large.png"))
    try FileManager.default.createDirectory(
      at: scratch.file("reports"), withIntermediateDirectories: true)
    let place = ReportPlace(folder: scratch.folder.path, environment: [:])
    for (name, result) in SampleResults.all {
      var result = result
      if name == "right" { result.checks[0].figures = ["large.png", "adam-paths.png"] }
      for writer in ResultWriters.all {
        try ResultWriters.write(
          result, as: writer, to: scratch.file("reports/\(name).\(writer.name)").path, in: place)
      }
    }
    let outcome = try run(["Tests/Schema/check_reports.py", scratch.file("reports").path])
    #expect(outcome.code == 0, "\(outcome.said)")
    #expect(outcome.said.hasSuffix("reports are valid\n"))
  }

  private func run(_ arguments: [String]) throws -> (code: Int32, said: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.python ?? "")
    process.currentDirectoryURL = Self.repository
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said)
  }
}
