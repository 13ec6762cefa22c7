import Foundation
import TestSupport
import Testing

/// Trials that a version of the program stopped whose checkpoints had no names for what an optimizer
/// remembers, each somewhere in its first half.
@Suite("Checkpoints of the first format")
struct FormerCheckpointTests {
  private static let fixture = Program.repository
    .appendingPathComponent("Tests/Fixtures/FormerCheckpoints")

  @Test("are gone on from, to the bytes of a run that never stopped")
  func goesOn() throws {
    let scratch = try TestFolder()
    let spec = Self.fixture.appendingPathComponent("former.json").path
    #expect(try Program.run(["run", spec, "--out", "whole"], in: scratch.folder).code == 0)
    let trials = scratch.file("out/trials")
    try FileManager.default.createDirectory(
      at: scratch.file("out"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Self.fixture.appendingPathComponent("trials"), to: trials)
    let hashes = try FileManager.default.contentsOfDirectory(atPath: trials.path)
    #expect(hashes.count == 10)
    let outcome = try Program.run(["run", spec, "--out", "out", "--quiet"], in: scratch.folder)
    #expect(outcome.code == 0)
    // One that is not taken up is set aside with a warning.
    #expect(outcome.errors.contains("checkpoint") == false, "\(outcome.errors)")
    for table in ["curves.csv", "layers.csv", "histograms.csv", "units.csv"] {
      // What the version that began them did not know stays empty.
      let (own, whole) = try (scratch.table("out/\(table)"), scratch.table("whole/\(table)"))
      #expect(
        own.without(prefix: "update_cosine").without(prefix: "effective_rate")
          == whole.without(prefix: "update_cosine").without(prefix: "effective_rate"), "\(table)")
    }
    for hash in hashes {
      let path = "trials/\(hash)/model.final.safetensors"
      #expect(
        try Data(contentsOf: scratch.file("out/\(path)"))
          == Data(contentsOf: scratch.file("whole/\(path)")), "\(hash)")
    }
  }
}
