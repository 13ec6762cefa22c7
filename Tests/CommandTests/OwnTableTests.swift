import Foundation
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// A table of which only the file tells how many columns an example has: names, a range, texts, numbers
/// with commas, a missing one.
enum OwnTable {
  static let rows: String = {
    let colours = ["red", "blue", "green"]
    let lines = (0..<24).map { row in
      let a = Double(row) / 4
      let cells = [
        "\(a)", "\(100 * (row % 5))", "\(row % 7)", colours[row % 3], row == 9 ? "?" : "\(row % 4)",
        "\(a * 2 - 1)", "\(3 - a)",
      ]
      return cells.map { $0.replacing(".", with: ",") }.joined(separator: ";")
    }
    return (["a;\"b, long\";c;colour;d;y;z"] + lines).joined(separator: "\n") + "\n"
  }()

  static let spec = """
    {
      "name": "own", "seeds": [0, 1],
      "problems": [
        {"name": "all", "kind": "regression",
         "data": {"kind": "csv", "path": "own.csv",
                  "features": ["a..c", {"column": "colour", "one_hot": true}, -3], "target": ["y", "z"],
                  "missing": ["?"], "standardize": true, "holdout": 0.25, "holdout_seed": 3},
         "model": [{"kind": "linear", "units": 5}, "tanh", {"kind": "linear", "units": 2}],
         "epochs": 3, "batch_size": 4}
      ],
      "optimizers": [{"name": "Adam", "kind": "adam"}, {"name": "SGD", "kind": "minibatch"}],
      "figures": ["convergence"]
    }
    """

  static func folder() throws -> TestFolder {
    let scratch = try TestFolder()
    try scratch.write(rows, to: "own.csv")
    try scratch.write(spec, to: "own.json")
    return scratch
  }
}

@Suite("A table whose columns the file tells")
struct OwnTableTests {
  private func run(_ arguments: [String], _ scratch: TestFolder, code: Int32 = 0) throws -> String {
    let outcome = try Program.run(arguments, in: scratch.folder)
    #expect(outcome.code == code, "\(arguments): \(outcome.errors)")
    return outcome.output + outcome.errors
  }

  @Test("goes through every command: check, show, run, again, plot, verify, torch")
  func commands() throws {
    let scratch = try OwnTable.folder()
    #expect(try run(["check", "own.json"], scratch).contains("own.json: good"))
    #expect(try run(["show", "own.json"], scratch).contains("0  all  Adam"))
    let text = try run(["run", "own.json", "--out", "out"], scratch)
    #expect(text.contains("own.csv: its columns are separated by \";\""))
    #expect(text.contains("1 of 24 rows are left out"))
    let before = try scratch.text("out/curves.csv")
    _ = try run(["run", "own.json", "--out", "out"], scratch)
    #expect(try scratch.text("out/curves.csv") == before)
    #expect(try run(["plot", "out"], scratch).contains("report.html"))
    #expect(try run(["verify", "out"], scratch).contains("4 of 4 trials agree bit for bit"))
    #expect(try run(["torch", "own.json"], scratch).contains("nn.Linear(7, 5)"))
    #expect(try scratch.text("out/curves.csv") == before)
    #expect(try scratch.text("out/report.html").contains("1 of 24 rows are left out"))
    #expect(
      !(try run(["run", "own.json", "--out", "quiet", "--quiet"], scratch).contains("separated")))
  }

  @Test("is written down in the manifest: columns, counts, means, what was found")
  func manifest() throws {
    let scratch = try OwnTable.folder()
    _ = try run(["run", "own.json", "--out", "out"], scratch)
    let bytes = Array(try scratch.text("out/manifest.json").utf8)
    let data = LooseJSON(node: try JSONParser.parse(bytes))["data"].elements
    #expect(data.count == 1)
    #expect(
      data[0]["features"].elements.map(\.text)
        == ["a", "b, long", "c", "colour_blue", "colour_green", "colour_red", "d"])
    #expect(data[0]["targets"].elements.map(\.text) == ["y", "z"])
    for (key, value) in [
      ("rows", 17), ("held_out_rows", 6), ("rows_left_out", 1), ("width", 7), ("target_width", 2),
    ] { #expect(data[0][key].number == Double(value), "\(key)") }
    #expect(data[0]["separator"].text == ";" && data[0]["decimal"].text == ",")
    let standards = data[0]["standardized_features"].elements
    #expect(standards.map { $0["column"].text } == ["a", "b, long", "c", "d"])
    #expect(standards.allSatisfy { $0["deviation"].number > 0 })
    // The spec's own words stay.
    #expect(try scratch.text("out/experiment.json").contains("\"a..c\""))
  }

  @Test("trained in shards, or stopped and gone on with, leaves what a single run does")
  func shards() throws {
    let scratch = try OwnTable.folder()
    _ = try run(["run", "own.json", "--out", "one"], scratch)
    for shard in ["1/2", "2/2"] {
      _ = try run(["run", "own.json", "--out", "two", "--shard", shard, "--jobs", "1"], scratch)
    }
    _ = try run(["collect", "two"], scratch)
    for name in tables where scratch.exists("one/\(name)") {
      #expect(try scratch.table("one/\(name)") == scratch.table("two/\(name)"), "\(name)")
    }
    func data(_ folder: String) throws -> LooseJSON {
      LooseJSON(
        node: try JSONParser.parse(Array(try scratch.text("\(folder)/manifest.json").utf8)))["data"]
    }
    #expect(try JSONText.compact(data("one").node) == JSONText.compact(data("two").node))
    _ = try run(["verify", "two"], scratch)
  }

  @Test("that is as wide as no layer is refused as bad data, by its problem's name and place")
  func shapes() throws {
    let scratch = try OwnTable.folder()
    let spec = OwnTable.spec.replacing("[\"y\", \"z\"]", with: "\"y\"")
    try scratch.write(spec, to: "own.json")
    for command in ["check", "run", "show", "torch"] {
      let outcome = try Program.run([command, "own.json"], in: scratch.folder)
      #expect(outcome.code == 65)
      #expect(
        outcome.errors.contains("the model gives 2 values an example, but the data's target has 1"))
    }
  }

  @Test("is warned of where its columns are of very different sizes, by run, check and show")
  func warnings() throws {
    let scratch = try OwnTable.folder()
    try scratch.write(OwnTable.spec.replacing("\"standardize\": true, ", with: ""), to: "own.json")
    for arguments in [
      ["run", "own.json", "--out", "out"], ["check", "own.json"], ["show", "own.json"],
    ] {
      #expect(try run(arguments, scratch).contains("\"b, long\" (about 2"), "\(arguments)")
    }
    #expect(try scratch.text("out/report.html").contains("standardize"))
  }
}
