import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A result that cannot be believed")
struct DamagedResultTests {
  @Test(
    "is set aside and made again, whatever is in its place",
    arguments: ["a bit flipped", "cut off", "empty", "another trial's", "a folder"])
  func damage(_ kind: String) throws {
    let scratch = try TestFolder(copying: ExperimentRunTests.shared.get().scratch)
    let curves = try scratch.table("out/curves.csv")
    let files = try scratch.paths(below: "out/trials").map { scratch.file("out/trials/\($0)") }
    let victim = files[3]
    var bytes = try Data(contentsOf: victim)
    switch kind {
    case "a bit flipped":
      // Behind the header are the tables.
      let header = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      bytes[8 + header + 16] ^= 4
    case "cut off": bytes.removeLast(40)
    case "empty": bytes = Data()
    case "another trial's": bytes = try Data(contentsOf: files[4])
    default:
      try FileManager.default.removeItem(at: victim)
      try FileManager.default.createDirectory(at: victim, withIntermediateDirectories: true)
    }
    if kind != "a folder" { try bytes.write(to: victim) }
    let log = RunLog()
    let run = try LocalRun(in: scratch)
    try run.complete(report: log)
    #expect(
      log.entries.warnings.contains { $0.contains("it is not used, and set aside as ") },
      "\(log.entries.warnings)")
    #expect(FileManager.default.fileExists(atPath: victim.path + ".damaged"))
    #expect(log.entries.ended.count == 1)
    #expect(try scratch.table("out/curves.csv") == curves)
  }

  @Test(
    "but for its weights is a result, of which they are known to be lost when they are asked for")
  func weights() throws {
    let run = try LocalRun()
    try run.train()
    let (files, id) = (TrialFile(ofRun: run.path("out")), run.trials[0].identity)
    let path = URL(filePath: files.path(of: id))
    var bytes = try Data(contentsOf: path)
    // They stand last.
    bytes[bytes.count - 1] ^= 4
    try bytes.write(to: path)
    let result = try #require(files.read(id))
    #expect(result.curves.count > 0 && !result.isLost)
    #expect(result.weights.isEmpty && result.isLost)
    // Where some are missing, the file is not whole.
    bytes.removeLast(4)
    try bytes.write(to: path)
    #expect(files.read(id) == nil)
  }
}
