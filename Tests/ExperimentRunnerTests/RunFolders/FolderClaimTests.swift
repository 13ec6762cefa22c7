import ExperimentReport
import ExperimentRunner
import Foundation
import TestSupport
import Testing

private let spec = """
  {
    "name": "claim", "seeds": [0],
    "problems": [
      { "name": "p", "kind": "regression",
        "data": {"kind": "csv", "path": "in/data.csv", "features": ["x"], "target": "y"},
        "model": [{"kind": "linear", "units": 1}], "weights": "in/start.safetensors", "steps": 2,
        "batch_size": 2 }
    ],
    "optimizers": [{"kind": "adam"}], "record": {"every": 1}, "figures": []
  }
  """

@Suite("A folder that a run would write into")
struct FolderClaimTests {
  private let scratch: TestFolder
  private let run: LocalRun

  init() throws {
    scratch = try TestFolder()
    try scratch.write("x,y\n1,2\n2,4\n3,6\n", to: "in/data.csv")
    try scratch.write(spec, to: "claim.json")
    let start = #""weights": "in/start.safetensors","#
    let drawn = try LocalRun(spec.replacing(start, with: ""), in: scratch)
    let weights = drawn.experiment.problems[0].task.drawnStart(seed: 0)[0].weights
    try Data(weights.encoded).write(to: scratch.file("in/start.safetensors"))
    run = try LocalRun(spec, in: scratch)
  }

  /// Runs into a folder, and says which error there was.
  @discardableResult
  private func attempt(
    into out: String, of file: String? = "claim.json", edits: [String] = []
  ) throws -> ClaimError? {
    let own = edits.isEmpty ? run : try LocalRun(spec, edits: edits, in: scratch)
    do {
      let trained = try own.run(to: out, of: file).run(
        own.trials, inputs: own.inputs,
        outputs: OutputFolder.fileNames(of: own.experiment, exports: []), report: RunLog())
      _ = try OutputFolder(trained.folder).write()
      return nil
    } catch let error as ClaimError {
      return error
    }
  }

  @Test(
    "with a file of the user's under a name that the run would write is left as it is",
    arguments: [
      "results.csv", "experiment.json", "manifest.json", "convergence.svg", "report.html",
      "captions.json", "pictures_animation.gp",
    ])
  func foreign(name: String) throws {
    try scratch.write("mine", to: "out/\(name)")
    try scratch.write("notes", to: "out/notes.txt")
    #expect(
      try attempt(into: "out") == .foreignFiles(folder: run.path("out"), names: [name]))
    #expect(try scratch.text("out/\(name)") == "mine")
    #expect(try scratch.paths(below: "out") == [name, "notes.txt"].sorted())
  }

  @Test("is refused for a link to nothing, too, and for every name at once")
  func links() throws {
    try scratch.write("mine", to: "out/trials.csv")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file("out/curves.csv").path, withDestinationPath: "/nowhere")
    let error = try #require(try attempt(into: "out"))
    #expect(
      error
        == .foreignFiles(folder: run.path("out"), names: ["curves.csv", "trials.csv"]))
    #expect(error.description.contains("would replace: curves.csv, trials.csv; choose another"))
  }

  @Test("with other files of the user's is written into, and they stay")
  func beside() throws {
    try scratch.write("mine", to: "out/notes.txt")
    #expect(try attempt(into: "out") == nil)
    #expect(try attempt(into: "out", edits: ["problems.0.steps=3"]) == nil)
    #expect(try scratch.text("out/notes.txt") == "mine")
  }

  /// Ways to reach a file that the run reads: the name, what is put there, and the output folder.
  private static let ways: [(input: String, link: String?, isHard: Bool, out: String)] = [
    ("in/data.csv", "in/curves.csv", true, "in"),
    ("in/data.csv", "out/curves.csv", true, "out"),
    ("in/start.safetensors", "out/results.md", true, "out"),
    ("claim.json", "out/experiment.json", true, "out"),
    ("in/data.csv", "out/summary.csv", false, "out"),
  ]

  @Test("is refused where what is read is what would be written, by whatever path", arguments: ways)
  func inputs(_ way: (input: String, link: String?, isHard: Bool, out: String)) throws {
    // A run's own folder, where files with these names are no surprise.
    #expect(try attempt(into: way.out) == nil)
    let before = try scratch.bytes(way.input)
    if let link = way.link {
      try? FileManager.default.removeItem(at: scratch.file(link))
      if way.isHard {
        try FileManager.default.linkItem(at: scratch.file(way.input), to: scratch.file(link))
      } else {
        try FileManager.default.createSymbolicLink(
          at: scratch.file(link), withDestinationURL: scratch.file(way.input))
      }
    }
    let error = try attempt(into: way.out, edits: ["problems.0.steps=3"])
    guard case .inputIsOutput = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try scratch.bytes(way.input) == before)
  }

  @Test("is another spec's of the same name, which is told, with how to go on")
  func twoSpecs() throws {
    try scratch.write(spec, to: "other.json")
    #expect(try attempt(into: "out") == nil)
    let first = try scratch.text("out/experiment.json")
    let error = try #require(
      try attempt(into: "out", of: "other.json", edits: ["problems.0.steps=3"]))
    let owner = try #require(RealPath.of(run.path("claim.json")))
    #expect(error == .otherSpec(folder: run.path("out"), spec: owner, name: "claim"))
    #expect(error.description.contains("choose another folder with --out, or give one of the two"))
    #expect(try scratch.text("out/experiment.json") == first)
  }

  @Test(
    "is the spec's own after an edit, a copy without a change, and a move; then it goes on",
    arguments: ["edited", "copied", "moved"])
  func sameSpec(_ kind: String) throws {
    #expect(try attempt(into: "out") == nil)
    try scratch.write(spec, to: "other.json")
    switch kind {
    case "edited": #expect(try attempt(into: "out", edits: ["problems.0.steps=3"]) == nil)
    case "copied": #expect(try attempt(into: "out", of: "other.json") == nil)
    default:
      try FileManager.default.removeItem(at: scratch.file("claim.json"))
      let edits = ["problems.0.steps=3"]
      #expect(try attempt(into: "out", of: "other.json", edits: edits) == nil)
    }
  }

  @Test("that was copied with its spec is the copy's")
  func copied() throws {
    #expect(try attempt(into: "out") == nil)
    let copy = try TestFolder(copying: scratch)
    let own = try LocalRun(spec, edits: ["problems.0.steps=3"], in: copy)
    #expect(throws: Never.self) {
      try own.run(to: "out", of: "claim.json").run(own.trials, inputs: own.inputs, report: RunLog())
    }
  }

  @Test("has its own spec run again, as long as that changes nothing in it")
  func ownSpec() throws {
    #expect(try attempt(into: "out") == nil)
    #expect(try attempt(into: "out", of: "out/experiment.json") == nil)
    let error = try attempt(into: "out", of: "out/experiment.json", edits: ["seeds=[1]"])
    guard case .inputIsOutput = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("is known as a run's by its trials, where its manifest is damaged or gone")
  func damaged() throws {
    #expect(try attempt(into: "out") == nil)
    try scratch.write("{", to: "out/manifest.json")
    #expect(try attempt(into: "out") == nil)
    try FileManager.default.removeItem(at: scratch.file("out/manifest.json"))
    #expect(try attempt(into: "out") == nil)
  }

  @Test("gets nothing but what is known beforehand")
  func names() throws {
    #expect(try attempt(into: "out") == nil)
    let known =
      OutputFolder.fileNames(of: run.experiment, exports: []) + [
        "experiment.json", "manifest.json",
      ]
    let made = try FileManager.default.contentsOfDirectory(atPath: run.path("out"))
    #expect(Set(made).subtracting(known) == [".lock", ".lock.trials", "trials"])
  }
}
