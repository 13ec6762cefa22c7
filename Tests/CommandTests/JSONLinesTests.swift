import Foundation
import SpecLanguage
import TestSupport
import Testing

@Suite("A run as lines of JSON")
struct JSONLinesTests {
  /// A finished run of the small spec, one of whose optimizers has a name that CSV must change.
  private func folder(_ arguments: String...) throws -> TestFolder {
    let scratch = try TestFolder()
    let spec = smallSpec.replacing(#""name": "Adam""#, with: #""name": "=Adam, \"β\"\t""#)
      .replacing(#""record":"#, with: #""figures": ["convergence"], "record":"#)
    try scratch.write(spec, to: "small.json")
    let run = try Program.run(
      ["run", "small.json", "--out", "out", "--quiet"] + arguments, in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    return scratch
  }

  private func rows(_ scratch: TestFolder) throws -> [JSONNode] {
    try scratch.text("out/run.jsonl").split(separator: "\n").map {
      try JSONParser.parse(Array($0.utf8))
    }
  }

  /// What rows are called, and the table that has them.
  static let tables = [
    ("trial", "trials"), ("curve", "curves"), ("layer", "layers"), ("path", "paths"),
    ("histogram", "histograms"), ("discriminator", "discriminator"), ("summary", "summary"),
    ("layer_summary", "layer_summary"), ("result", "results"), ("difference", "differences"),
    ("profile", "profile"), ("score", "scores"), ("improvement", "improvement"),
    ("budget", "budgets"),
    ("target", "targets"), ("time_to_target", "time_to_target"),
  ]

  @Test("has the rows of every table, with its columns' names and its numbers")
  func everyTable() throws {
    let scratch = try folder("--export", "jsonl")
    let all = try rows(scratch)
    for (row, table) in Self.tables {
      let lines = all.filter { $0["table"]?.text == row }
      let csv = try scratch.csv("out/\(table).csv")
      #expect(lines.count == csv.rows.count && !lines.isEmpty, "\(table)")
      for (line, cells) in zip(lines, csv.rows) {
        guard case .object(let members) = line.value else {
          Issue.record("\(table): a line is no object")
          break
        }
        #expect(members.map(\.key) == ["table"] + csv.columns, "\(table)")
        let values = members.dropFirst().map { cell(of: $0.node) }
        #expect(values == cells.cells, "\(table)")
      }
    }
    let names = Set(Self.tables.map(\.0) + ["run"])
    #expect(Set(all.compactMap { $0["table"]?.text }) == names)
    #expect(all.first?["name"]?.text == "small" && all.first?["trials"]?.text == nil)
    // A name is what the spec says, not what a spreadsheet bears.
    #expect(all.contains { $0["optimizer"]?.text == "=Adam, \"β\"\t" })
  }

  /// What CSV makes of a value.
  private func cell(of node: JSONNode) -> String {
    switch node.value {
    case .null: ""
    case .number(let text): text
    case .string("=Adam, \"β\"\t"): "'=Adam, \"β\" "
    case .string(let text): text
    default: "?"
    }
  }

  @Test("is made of a finished run by plot, and kept up to date by later runs")
  func later() throws {
    let scratch = try folder()
    #expect(!FileManager.default.fileExists(atPath: scratch.file("out/run.jsonl").path))
    func plot(_ arguments: String...) throws -> String {
      let plot = try Program.run(
        ["plot", "out", "--format", "tex"] + arguments, in: scratch.folder)
      #expect(plot.code == 0, "\(plot.errors)")
      return try scratch.text("out/run.jsonl")
    }
    let first = try plot("--export", "jsonl")
    try scratch.write("old", to: "out/run.jsonl")
    #expect(try plot() == first)
    let fewer = try Program.run(
      ["run", "small.json", "--out", "out", "--quiet", "--set", "seeds=[0]"], in: scratch.folder)
    #expect(fewer.code == 0, "\(fewer.errors)")
    #expect(try rows(scratch).count { $0["table"]?.text == "trial" } == 6)
  }

  @Test("is asked for by its name, where a whole run is written")
  func usage() throws {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    for (arguments, sentence) in [
      (["--export", "xml"], "--export is one of tensorboard, jsonl, weights, not xml"),
      (
        ["--export", "jsonl", "--shard", "1/2"],
        "a share of a run exports nothing; give --export to optlab collect"
      ),
    ] {
      let run = try Program.run(["run", "small.json"] + arguments, in: scratch.folder)
      #expect(run.code == 64 && run.errors.contains(sentence), "\(run.errors)")
    }
    let list = try Program.run(["list", "exporters"], in: scratch.folder)
    #expect(list.output.contains("run.jsonl: all tables in one file"))
  }
}
