import ExperimentRunner
import Foundation
import TestSupport
import Testing

/// What the command makes of what was found; what is found, `VerificationTests` ask.
@Suite("Verifying a folder")
struct VerifyTests {
  private let scratch: TestFolder

  init() throws { scratch = try SmallRun.copy() }

  private func verify() throws -> Program.Outcome {
    try Program.run(["verify", "out"], in: scratch.folder)
  }

  private func file(ofTrial index: Int) throws -> URL {
    let manifest = try LooseJSON(parsing: scratch.bytes("out/manifest.json"))
    return scratch.file(
      "out/trials/\(manifest["trials"].elements[index]["hash"].text).safetensors")
  }

  @Test("agrees with what was just trained, bit for bit")
  func agrees() throws {
    let outcome = try verify()
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output == "12 of 12 trials agree bit for bit\n")
  }

  @Test("names each trial that differs, counts the others, and ends with 1")
  func differs() throws {
    // As a program that computes otherwise would have written it.
    let id = try LocalRun().trials[0].identity
    let files = TrialFile(ofRun: scratch.file("out").path)
    var result = try #require(files.read(id))
    let last = result.weights[0].final.entries.count - 1
    result.weights[0].final.entries[last].bytes[0] ^= 0x40
    try files.write(result, of: id)
    let damaged = try self.file(ofTrial: 1)
    var bytes = try Data(contentsOf: damaged)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: damaged)
    try FileManager.default.removeItem(at: self.file(ofTrial: 4))
    let outcome = try verify()
    #expect(outcome.code == 1)
    let lines = outcome.output.components(separatedBy: "\n")
    #expect(
      lines[0].hasPrefix(
        "trial 0, line · Adam · seed 0: model.final, 2.bias, value 0: "))
    #expect(
      lines.dropFirst() == [
        "trial 1, line · Adam · seed 1: its result is damaged, or another version of the program "
          + "wrote it", "9 of 11 trials agree bit for bit",
        "1 more have no result yet; `optlab run` makes them", "",
      ])
  }

  @Test("takes several folders, an object of JSON a line, and goes on after one that is none")
  func several() throws {
    try FileManager.default.copyItem(at: scratch.file("out"), to: scratch.file("other"))
    let line = try scratch.text("other/trials.csv").replacing("finished", with: "failed")
    try scratch.write(line, to: "other/trials.csv")
    let outcome = try Program.run(
      ["verify", "--json", "gone", "out", "other"], in: scratch.folder)
    #expect(outcome.code == 66)
    let lines = try outcome.output.split(separator: "\n").map {
      try LooseJSON(parsing: Array($0.utf8))
    }
    #expect(lines.map { $0["folder"].text } == ["gone", "out", "other"])
    #expect(lines.map { $0["status"].text } == ["error", "agrees", "differs"])
    #expect(lines[0]["error"].text == "gone: there is no such folder")
    #expect(lines[1]["compared"].number == 12 && lines[1]["agree"].number == 12)
    #expect(lines[2]["files"].elements[0].text.hasPrefix("trials.csv, row 1, status: "))
    #expect(lines[2]["trials"].elements.isEmpty && lines[2]["bit_for_bit"].isTrue)
  }

  @Test("names what is forged in the tables, and ends with 1 though every trial agrees")
  func forged() throws {
    let lines = try scratch.text("out/trials.csv").components(separatedBy: "\n")
    let place = try #require(
      lines[0].components(separatedBy: ",").firstIndex(of: "final_eval_loss"))
    var cells = lines[1].components(separatedBy: ",")
    let was = cells[place]
    cells[place] = "0.000001"
    try scratch.write(
      ([lines[0], cells.joined(separator: ",")] + lines[2...]).joined(separator: "\n"),
      to: "out/trials.csv")
    let report = try scratch.text("out/report.html")
    try scratch.write(
      report.replacing("median", with: "mean", maxReplacements: 1), to: "out/report.html")
    let outcome = try verify()
    #expect(outcome.code == 1)
    let found = outcome.output.split(separator: "\n")
    #expect(found.count == 4)
    #expect(found[0] == "12 of 12 trials agree bit for bit")
    #expect(found[1] == "trials.csv, row 1, final_eval_loss: 0.000001 is written, \(was) came out")
    #expect(found[2].hasPrefix("report.html, line "))
    #expect(
      found[3] == "these files are not what comes of the trials; `optlab plot` makes them anew")
  }

  @Test("believes each result's own word on where it was trained, not the manifest's")
  func elsewhere() throws {
    let manifest = try scratch.text("out/manifest.json")
    let line = try #require(
      manifest.split(separator: "\n").first { $0.contains("\"processor\"") })
    try scratch.write(
      manifest.replacing(line, with: "    \"processor\": \"Another\","), to: "out/manifest.json")
    let outcome = try verify()
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(outcome.output == "12 of 12 trials agree bit for bit\n")
  }
}
