import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab
import TestSupport
import Testing

@Suite("Exported weights")
struct WeightsExportTests {
  private static let problems = """
    {"name": "line", "kind": "regression", "steps": 12, "batch_size": 4, "dtype": "float64",
     "data": {"kind": "function", "count": 8}, "model": [{"kind": "linear", "units": 3}, "batch_norm",
     "relu", {"kind": "linear", "units": 1}]},
    {"name": "what is it?", "kind": "classification", "steps": 4, "batch_size": 8,
     "data": {"kind": "digits", "count": 16}, "model": [{"kind": "conv2d", "out_channels": 2, "kernel_size": 5},
     "relu", "flatten", {"kind": "linear", "units": 10}]},
    {"name": "gan", "kind": "gan", "steps": 4, "batch_size": 8, "latent": 3,
     "data": {"kind": "digits", "count": 16}, "generator": [{"kind": "linear", "units": 784}, "tanh"],
     "discriminator": [{"kind": "linear", "units": 1}, "sigmoid"]},
    {"name": "valley", "kind": "surface", "steps": 4,
     "data": {"kind": "surface", "surface": "rosenbrock"}}
    """

  private static func spec(_ problems: String = problems) -> String {
    """
    {"name": "export", "seeds": [0, 7], "optimizers": [{"kind": "adam"}, {"kind": "momentum"}],
     "figures": [], "problems": [\(problems)]}
    """
  }

  private func file(_ run: LocalRun, _ path: String) throws -> SafetensorsFile {
    try SafetensorsFile(decoding: run.scratch.bytes("out/weights/\(path).safetensors"))
  }

  private static func export(_ run: LocalRun) throws {
    _ = try OutputFolder(FinishedRun(run.path("out")).output()).write(exports: ["weights"])
  }

  @Test("are what training started from and ended with, though what was drawn is kept nowhere")
  func same() throws {
    let run = try LocalRun(Self.spec())
    try run.complete()
    #expect(try !run.scratch.paths(below: "out").contains { $0.contains("initial") })
    try Self.export(run)
    // Training itself, once more, with nothing kept.
    let executor = ThreadExecutor(
      experiment: run.experiment, inputs: run.inputs, folder: run.scratch.folder.path,
      stop: StopFlag(), report: RunLog())
    var compared = 0
    for trial in run.trials {
      let result = try executor.train(trial, label: "")
      for weights in result.weights {
        let name =
          "00\(trial.index)".suffix(3) + "-"
          + ["line", "what-is-it", "gan"][trial.problem]
          + "-\(["adam", "momentum"][trial.optimizer])-seed-\(trial.settings.seed)"
        let (initial, final) = try (
          file(run, "\(name)/\(weights.network).initial"),
          file(run, "\(name)/\(weights.network).final")
        )
        #expect(initial == weights.initial && final == weights.final, "\(name)")
        #expect(initial != final)
        compared += 1
      }
    }
    #expect(compared == 4 + 4 + 8)
    // A walk on a surface has none.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: run.path("out/weights")).count == 12)
  }

  @Test("from a file are those of the file, wherever that has gone meanwhile")
  func given() throws {
    let scratch = try TestFolder()
    let line = """
      {"name": "line", "kind": "regression", "steps": 3, "batch_size": 4,
       "data": {"kind": "function", "count": 8}, "model": [{"kind": "linear", "units": 1}]}
      """
    let first = try LocalRun(Self.spec(line), in: scratch)
    try first.complete(to: "first")
    // A trial's own file will do, of which it is what the network ended with.
    let hash = first.trials[0].identity.hash
    try FileManager.default.copyItem(
      at: scratch.file("first/trials/\(hash).safetensors"), to: scratch.file("start.safetensors"))
    let run = try LocalRun(
      Self.spec(line), edits: [#"problems.0.weights="start.safetensors""#], in: scratch)
    try run.complete()
    try FileManager.default.removeItem(at: scratch.file("start.safetensors"))
    try Self.export(run)
    let ended = try #require(TrialFile(ofRun: run.path("first")).read(first.trials[0].identity))
    #expect(ended.weights.count == 1 && ended.weights[0].initial == nil)
    let start = try file(run, "003-line-momentum-seed-7/model.initial")
    #expect(start == ended.weights[0].final && start.entries.map(\.name) == ["0.weight", "0.bias"])
  }

  @Test("are kept up to date once they are there, and those of trials that are gone go")
  func upToDate() throws {
    let run = try LocalRun(Self.spec())
    try run.complete()
    try Self.export(run)
    try run.scratch.write("mine", to: "out/weights/notes.txt")
    try run.scratch.write("mine", to: "out/weights/000-line-adam-seed-0/notes.txt")
    let fewer = try LocalRun(Self.spec(), edits: ["seeds=[7]"], in: run.scratch)
    try fewer.complete()
    let left = try run.scratch.paths(below: "out/weights").filter { !$0.hasSuffix(".safetensors") }
    #expect(
      left == [
        "000-line-adam-seed-0", "000-line-adam-seed-0/notes.txt", "000-line-adam-seed-7",
        "001-line-momentum-seed-7", "002-what-is-it-adam-seed-7", "003-what-is-it-momentum-seed-7",
        "004-gan-adam-seed-7", "005-gan-momentum-seed-7", "notes.txt",
      ])
    let count = try run.scratch.paths(below: "out/weights").count { $0.hasSuffix(".safetensors") }
    #expect(count == 2 * 2 * 2 + 2 * 4)
  }
}
