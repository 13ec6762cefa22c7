import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A result that cannot be believed")
struct DamagedResultTests {
  @Test(
    "is set aside and made again, whatever is in its place",
    arguments: ["a bit flipped", "cut off", "empty", "another trial's", "a folder", "no folder"])
  func damage(_ kind: String) throws {
    let scratch = try TestFolder(copying: ExperimentRunTests.shared.get().scratch)
    let curves = try scratch.table("out/curves.csv")
    let files = try scratch.paths(below: "out").filter { $0.hasSuffix("result.safetensors") }
      .map { scratch.file("out/\($0)") }
    let victim = files[3]
    var bytes = try Data(contentsOf: victim)
    var place = victim
    switch kind {
    case "a bit flipped": bytes[bytes.count - 9] ^= 4
    case "cut off": bytes.removeLast(40)
    case "empty": bytes = Data()
    case "another trial's": bytes = try Data(contentsOf: files[4])
    default:
      if kind == "no folder" { place = victim.deletingLastPathComponent() }
      try FileManager.default.removeItem(at: place)
      if kind == "a folder" {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      }
    }
    if kind != "a folder" { try bytes.write(to: place) }
    let log = RunLog()
    let run = try LocalRun(in: scratch)
    try run.complete(report: log)
    #expect(
      log.entries.warnings.contains { $0.contains("it is not used, and set aside as ") },
      "\(log.entries.warnings)")
    #expect(FileManager.default.fileExists(atPath: place.path + ".damaged"))
    #expect(log.entries.ended.count == 1)
    #expect(try scratch.table("out/curves.csv") == curves)
  }
}
