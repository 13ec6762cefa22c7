import ExperimentRunner
import Foundation
import LabCommands
import SpecLanguage
import TestSupport
import Testing

@Suite("What two runs differ in") struct DiffTests {
  private static let spec = """
    { "name": "small", "seeds": [0, 1],
      "problems": [
        { "name": "line", "kind": "regression", "data": {"kind": "function", "count": 32},
          "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
          "steps": 6, "batch_size": 8 },
        { "name": "valley", "kind": "surface", "data": {"surface": "beale"}, "steps": 5 }
      ],
      "optimizers": [{"name": "Adam", "kind": "adam", "lr": 0.01}, {"name": "GD", "kind": "gd", "lr": 0.1}],
      "record": {"every": 1, "probe": 16}, "figures": [] }
    """

  private let scratch: TestFolder

  init() throws {
    scratch = try TestFolder()
    try scratch.write(Self.spec, to: "small.json")
    try LocalRun(Self.spec, in: scratch).train(to: "a")
  }

  private func diff(_ first: String, _ second: String) throws -> Diff {
    let sides = try [first, second].map {
      try DiffSide(scratch.file($0).path, shipped: [])
    }
    return Diff(sides[0], sides[1])
  }

  private func train(_ edits: [String], to out: String = "b") throws {
    try LocalRun(Self.spec, edits: edits, in: scratch).train(to: out)
  }

  @Test("is nothing for a run and its spec, and for a run and the same once more")
  func equal() throws {
    let spec = try diff("small.json", "a")
    #expect(spec.isEqual && spec.trials == nil, "\(spec.text)")
    #expect(spec.text == "nothing differs: both say the same, with every default filled in\n")
    try train([])
    let runs = try diff("a", "b")
    #expect(runs.isEqual && !runs.isSamePlace)
    #expect(try diff("a", "a").isSamePlace)
    #expect(
      runs.text == "8 of 8 common trials have the same numbers in every column of every step\n")
  }

  @Test("names the setting and, of each trial that it changes, the step at which it parts")
  func parted() throws {
    try train(["optimizers.0.lr=0.02"])
    let found = try diff("a", "b")
    let lines = found.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "optimizers[0].lr: 0.01 → 0.02" && lines[1] == "")
    #expect(
      lines[2].hasPrefix("line · Adam · seed 0: parts at step 1, in eval_loss and "), "\(lines[2])")
    #expect(lines[2].contains(" relatively 0.") && lines[2].contains("; the last loss "))
    #expect(
      lines.dropFirst(6)
        == ["4 of 8 common trials have the same numbers in every column of every step", ""])
    let json = LooseJSON(node: found.json)
    #expect(!json["equal"].isTrue && json["spec"].elements.count == 1)
    let first = json["trials"]["parted"].elements[0]
    #expect(first["optimizer"].text == "Adam" && first["parts_at"]["step"].number == 1)
    #expect(first["parts_at"]["columns"].elements[0]["relative"].number > 0)
    #expect(first["final_loss"].numbers.count == 2)
  }

  @Test("matches optimizers that were given another name, and tells the trials of one run alone")
  func matched() throws {
    try train([
      #"optimizers=[{"name": "GD", "kind": "gd", "lr": 0.1}, {"name": "mine", "kind": "adam", "lr": 0.01}]"#,
      "seeds=[1, 2]",
    ])
    let text = try diff("a", "b").text
    #expect(
      text.contains(#"optimizers[0].name (optimizers[1].name in the second): "Adam" → "mine""#))
    #expect(text.contains(#"optimizers: in another order; in the second "GD" and "mine""#))
    #expect(text.contains("seeds: [0,1] → [1,2]\n"))
    #expect(text.contains("only in the first: line · Adam · seed 0\n"))
    #expect(text.contains("only in the second: line · mine · seed 2\n"))
    #expect(
      text.hasSuffix("4 of 4 common trials have the same numbers in every column of every step\n"))
  }

  @Test("compares at common steps, and says that others are recorded")
  func steps() throws {
    try train(["record.every=2"])
    let text = try diff("a", "b").text
    #expect(text.hasPrefix("record.every: 1 → 2\n"))
    #expect(
      text.contains("recorded steps are in one of them alone\n") && !text.contains("parts at"))
  }

  @Test("refuses what is none of both in a sentence")
  func refused() throws {
    try scratch.write("{}", to: "empty/x.json")
    #expect(throws: RunFolderError.self) { try diff("a", "empty") }
    try scratch.write("[", to: "a/manifest.json")
    #expect(throws: RunFolderError.self) { try diff("a", "a") }
    try scratch.write("{", to: "broken.json")
    let mistakes = #expect(throws: SpecMistakes.self) { try diff("small.json", "broken.json") }
    #expect(mistakes?.description.contains("broken.json:1:2: error: ") == true)
    #expect(throws: DataError.self) { try diff("small.json", "gone.json") }
  }
}
