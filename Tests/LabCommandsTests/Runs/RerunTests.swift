import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// A project with its spec in one folder, its data in another, and its results in a third.
@Suite("The spec that a run leaves")
struct RerunTests {
  private let scratch: TestFolder

  init() throws {
    scratch = try TestFolder()
    for folder in ["project/specs", "project/data", "other"] {
      try FileManager.default.createDirectory(
        at: scratch.file(folder), withIntermediateDirectories: true)
    }
    try scratch.write("x,y\n1,2\n2,3\n3,5\n", to: "project/data/table.csv")
    try scratch.write(
      """
      {"name": "table", "problems": [{"name": "t", "kind": "regression",
        "data": {"kind": "csv", "path": "../data/table.csv", "features": ["x"], "target": "y"},
        "model": [{"kind": "linear", "units": 1}], "steps": 2}],
       "optimizers": [{"kind": "adam"}], "figures": []}
      """, to: "project/specs/table.json")
  }

  private func path(_ name: String) -> String { scratch.file(name).path }

  /// Trains what the spec at a path says, and gives back its only trial's hash.
  @discardableResult
  private func run(_ spec: String, to out: String) throws -> String {
    let file = try SpecFile(path(spec), shipped: [])
    let reading = Reading(file.source, from: Experiment.ofLab)
    try #require(reading.diagnostics.isEmpty, "\(reading.diagnostics.rendered(in: file.source))")
    let experiment = reading.value
    let folder = file.folder(for: experiment)
    let inputs = try experiment.loadInputs(from: folder)
    let trials = experiment.trials(inputs: inputs)
    let run = ExperimentRun(
      experiment, specFolder: folder, output: path(out), options: .init(), stop: StopFlag(),
      executors: LocalExecutors())
    let trained = try run.run(trials, inputs: inputs, report: RunLog())
    try trained.record.finish(trained.folder)
    return trials[0].identity.hash
  }

  private func dataPath(in out: String) throws -> String {
    let spec = try JSONParser.parse(try scratch.bytes("\(out)/experiment.json"))
    return spec["problems"]?.elements?[0]["data"]?["path"]?.text ?? ""
  }

  private func move(_ from: String, to: String) throws {
    try FileManager.default.moveItem(at: scratch.file(from), to: scratch.file(to))
  }

  @Test("leads to the same data from its own folder, and is the same trial")
  func again() throws {
    let hash = try run("project/specs/table.json", to: "project/plots/table")
    #expect(try dataPath(in: "project/plots/table") == "../../data/table.csv")
    #expect(try run("project/plots/table/experiment.json", to: "other/again") == hash)
    #expect(try dataPath(in: "other/again") == "../../project/data/table.csv")
    // Into its own folder too, where nothing changes.
    let before = try scratch.bytes("project/plots/table/experiment.json")
    #expect(try run("project/plots/table/experiment.json", to: "project/plots/table") == hash)
    #expect(try scratch.bytes("project/plots/table/experiment.json") == before)
  }

  @Test("does so where the whole project has moved")
  func movedProject() throws {
    let hash = try run("project/specs/table.json", to: "project/plots/table")
    try move("project", to: "moved")
    #expect(try run("moved/plots/table/experiment.json", to: "other/again") == hash)
    #expect(try Verification(path("moved/plots/table")).count == 1)
  }

  @Test("does so where its folder alone has moved, and leads to the data that moved with it first")
  func movedFolder() throws {
    let hash = try run("project/specs/table.json", to: "project/plots/table")
    try move("project/plots/table", to: "other/table")
    #expect(try Verification(path("other/table")).count == 1)
    #expect(try run("other/table/experiment.json", to: "other/again") == hash)
    try FileManager.default.createDirectory(
      at: scratch.file("data"), withIntermediateDirectories: true)
    try scratch.write("x,y\n1,1\n", to: "data/table.csv")
    #expect(try run("other/table/experiment.json", to: "other/third") != hash)
  }

  @Test("is found through a link to its folder")
  func link() throws {
    try FileManager.default.createSymbolicLink(
      at: scratch.file("project/plots"), withDestinationURL: scratch.file("other"))
    let hash = try run("project/specs/table.json", to: "project/plots/table")
    #expect(try dataPath(in: "other/table") == "../../project/data/table.csv")
    #expect(try run("project/plots/table/experiment.json", to: "other/again") == hash)
  }

  @Test("of a version that left the paths as they were leads from where the spec was")
  func earlier() throws {
    let hash = try run("project/specs/table.json", to: "project/plots/table")
    let folder = "project/plots/table"
    let spec = try scratch.text("\(folder)/experiment.json")
    try scratch.write(
      spec.replacing("../../data", with: "../data"), to: "\(folder)/experiment.json")
    let lines = try scratch.text("\(folder)/manifest.json").split(separator: "\n")
    let own = try #require(lines.first { $0.contains("\"folder\"") })
    try scratch.write(
      lines.filter { $0 != own }.joined(separator: "\n"), to: "\(folder)/manifest.json")
    #expect(try run("\(folder)/experiment.json", to: "other/again") == hash)
    #expect(try Verification(path(folder)).count == 1)
  }

  @Test(
    "names a file by the way from its folder, or by the way from the root",
    arguments: [
      ("t.csv", "/nowhere/a", "/nowhere/a", "t.csv"),
      ("t.csv", "/nowhere/a", "/nowhere/a/plots/x", "../../t.csv"),
      ("../d/./t.csv", "/nowhere/a", "/nowhere/b", "../d/t.csv"),
      ("t.csv", "/nowhere/a", "/elsewhere", "/nowhere/a/t.csv"),
      ("/abs/t.csv", "/nowhere/a", "/nowhere/b", "/abs/t.csv"),
      ("", "/nowhere/a", "/nowhere/b", ""),
    ])
  func paths(path: String, from: String, to: String, expected: String) {
    #expect(DataPath.rebase(path, from: from, to: to) == expected)
  }
}
