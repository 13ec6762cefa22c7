import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab
import Synchronization
import TestSupport
import Testing

/// Folders that the version before left, of one file a trial: a regression and a surface, two optimizers, two
/// seeds, lines between their ends. In the second, of longer trials, one is done and one has a checkpoint.
@Suite("A folder whose trials have folders of their own")
struct FormerLayoutTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

  private static let spec = """
    {"name": "former", "seeds": [0, 1],
     "problems": [
       {"name": "line", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 16},
        "model": [{"kind": "linear", "units": 3}, "relu", {"kind": "linear", "units": 1}],
        "steps": 60, "batch_size": 8},
       {"name": "valley", "kind": "surface", "data": {"kind": "surface", "surface": "rosenbrock"},
        "steps": 40}],
     "optimizers": [{"name": "Adam", "kind": "adam"},
       {"name": "SGD", "kind": "minibatch", "lr": 0.001}],
     "record": {"every": 20, "probe": 8, "interpolation": 5}, "figures": ["convergence"]}
    """

  private let scratch: TestFolder
  private let whole: LocalRun

  /// Twice: as it came from a file system that knows hard links, and as from one that does not.
  init() throws {
    scratch = try TestFolder()
    for (name, copy) in [("former-layout", "out"), ("former-layout-half", "half")] {
      try FileManager.default.copyItem(
        at: Self.fixtures.appending(path: name), to: scratch.file(copy))
    }
    whole = try LocalRun(Self.spec, in: scratch)
  }

  private func result(_ place: Int) -> String {
    "out/trials/\(whole.trials[place].identity.hash)/result.safetensors"
  }

  /// Gives the starts their second names, which a copy has lost.
  private func link() throws {
    let starts = try scratch.paths(below: "out/trials/starts").map { "out/trials/starts/\($0)" }
    for path in try scratch.paths(below: "out/trials")
    where path.hasSuffix("model.initial.safetensors") {
      let own = "out/trials/\(path)"
      let same = try #require(try starts.first { try scratch.bytes($0) == scratch.bytes(own) })
      try FileManager.default.removeItem(at: scratch.file(own))
      try FileManager.default.linkItem(at: scratch.file(same), to: scratch.file(own))
    }
  }

  @Test("gives the tables that it gave", arguments: [false, true])
  func tables(isLinked: Bool) throws {
    if isLinked { try link() }
    let names = ["trials.csv", "curves.csv", "layers.csv", "paths.csv", "interpolation.csv"]
    let before = try names.map { try scratch.text("out/\($0)") }
    for name in names { try FileManager.default.removeItem(at: scratch.file("out/\(name)")) }
    let output = OutputFolder(try FinishedRun(scratch.file("out").path).output())
    #expect(output.results.count == 8)
    _ = try output.write()
    for (name, old) in zip(names, before) {
      #expect(try scratch.text("out/\(name)") == old, "\(name)")
    }
  }

  @Test("gives its lines where they have files of their own beside the trials, too")
  func lines() throws {
    let table = try scratch.text("out/interpolation.csv")
    try FileManager.default.createDirectory(
      at: scratch.file("out/lines"), withIntermediateDirectories: false)
    var moved = 0
    for trial in whole.trials {
      let hash = trial.identity.hash
      for name in try scratch.paths(below: "out/trials/\(hash)") where name.hasPrefix("line-") {
        try FileManager.default.moveItem(
          at: scratch.file("out/trials/\(hash)/\(name)"),
          to: scratch.file("out/lines/\(hash)-\(name.dropFirst("line-".count))"))
        moved += 1
      }
    }
    // On the surface both seeds are the same trials, with the same line.
    #expect(moved == 3)
    try FileManager.default.removeItem(at: scratch.file("out/interpolation.csv"))
    _ = try OutputFolder(FinishedRun(scratch.file("out").path).output()).write()
    #expect(try scratch.text("out/interpolation.csv") == table)
  }

  @Test("is verified, the weights before and after included")
  func verified() throws {
    func differences() throws -> [Verification.Difference] {
      try Verification(scratch.file("out").path).differences(
        jobs: 1, stop: StopFlag(), report: RunLog())
    }
    #expect(try differences() == [])
    for (name, place) in [("initial", 0), ("final", 1)] {
      let path = "out/trials/\(whole.trials[place].identity.hash)/model.\(name).safetensors"
      var bytes = try scratch.bytes(path)
      bytes[bytes.count - 1] ^= 0x40
      try Data(bytes).write(to: scratch.file(path))
    }
    let found = try differences()
    #expect(found.map(\.trial) == [0, 1])
    #expect(found.first?.description.contains("model.initial, 2.bias, value 0: ") == true)
    #expect(found.last?.description.contains("model.final, 2.bias, value 0: ") == true)
  }

  @Test("has its results counted as done, and what is trained anew in files of their own")
  func goesOn() throws {
    try FileManager.default.removeItem(at: scratch.file(result(2)))
    let log = RunLog()
    let trained = try whole.train(report: log)
    #expect(trained.reused == 7 && log.entries.warnings == [])
    #expect(log.entries.ended.count == 1)
    let hash = whole.trials[2].identity.hash
    #expect(scratch.exists("out/trials/\(hash).safetensors") && scratch.exists(result(0)))
    // What it had before is of no use any more, and all else stays.
    let plan = try CleanupPlan(scratch.file("out").path, isOnlyTold: true) { _ in }
    #expect(plan.items.first?.path.hasSuffix("trials/\(hash)") == true)
    let starts = plan.items.dropFirst().allSatisfy { $0.path.contains("/trials/starts/") }
    #expect(starts && plan.foreignFiles == [])
  }

  @Test("goes on from its checkpoints, which go when the results are there")
  func checkpoints() throws {
    let edits = ["problems.0.steps=60000", "record.every=20000", "problems.1.steps=60"]
    let run = try LocalRun(Self.spec, edits: edits, in: scratch)
    let (done, cut) = (run.trials[0].identity.hash, run.trials[1].identity.hash)
    #expect(scratch.exists("half/trials/\(done)/result.safetensors"))
    #expect(scratch.exists("half/trials/\(cut)/checkpoint.safetensors"))
    let begun = try FinishedRun(scratch.file("half").path).output().results[1]
    #expect(begun?.status == .interrupted && (begun?.steps ?? 0) > 0)
    let first = Mutex<Int?>(nil)
    let log = RunLog { trial, advance in
      if trial.index == 1 { first.withLock { $0 = $0 ?? advance.step } }
    }
    let trained = try run.train(to: "half", report: log)
    #expect(trained.reused == 1 && log.entries.warnings == [])
    #expect((first.withLock { $0 } ?? 0) >= begun?.steps ?? .max)
    #expect(!scratch.exists("half/trials/\(cut)") && !scratch.exists("half/checkpoints"))
    #expect(scratch.exists("half/trials/\(cut).safetensors"))
  }

  @Test("is trained anew where that is asked for, and has nothing of the layout before then")
  func fresh() throws {
    var options = ExperimentRun.Options()
    options.startsOver = true
    try whole.train(options: options)
    let left = try scratch.paths(below: "out/trials").filter { !$0.hasPrefix("starts") }
    #expect(left == Set(whole.trials.map { "\($0.identity.hash).safetensors" }).sorted())
  }
}
