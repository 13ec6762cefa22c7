import Foundation
import LabCommands
import TestSupport
import Testing

@Suite("The PyTorch script of an experiment, as a text")
struct TorchScriptTextTests {
  private static let experiments = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Experiments").standardizedFileURL

  /// Those that ship, and the small one of the tests.
  static let specs: [String: String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: experiments.path)) ?? []
    var specs = ["small": smallSpec]
    // What a tuned one trains its results decide.
    for name in names
    where name.hasSuffix(".json") && !name.hasSuffix("schema.json") && name != "tuned.json" {
      specs[name] = try? String(
        contentsOf: experiments.appendingPathComponent(name), encoding: .utf8)
    }
    return specs
  }()

  private func script(_ spec: String) throws -> String {
    // The experiments as they are written; of mnist-gan no image is read.
    try TorchScript(LocalRun.experiment(spec), specFolder: Self.experiments.path).text
  }

  @Test("is made of every experiment that ships")
  func all() { #expect(Self.specs.count == 19) }

  @Test("has lines of at most 88 characters, none with a tab", arguments: specs.keys.sorted())
  func lines(_ name: String) throws {
    let script = try script(#require(Self.specs[name]))
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count > 100)
    // A path of the user's may be as long as it is.
    for line in lines where !line.contains("Path(\"") { #expect(line.count <= 88, "\(line)") }
    #expect(!script.contains("\t") && !script.contains(" \n"))
  }

  @Test("names the columns of curves.csv, in their order")
  func columns() throws {
    let run = try LocalRun(edits: ["seeds=[0]"])
    try run.complete()
    let list = try script(smallSpec).components(separatedBy: "COLUMNS = \"\"\"\n")[1]
      .components(separatedBy: "\n\"\"\"")[0]
    let words = list.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(try words == run.scratch.csv("out/curves.csv").columns)
  }
}
