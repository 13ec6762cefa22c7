import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab
import SpecLanguage
import Testing

@Suite("A resolved spec")
struct ResolvedSpecTests {
  /// The experiments that ship with the program.
  private static let folder = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../Experiments").standardizedFileURL

  private static let shipped: [String] = SpecFile.names([folder.path])

  private func read(_ text: String) -> Reading<Experiment> {
    Reading(SpecSource(name: "spec.json", text: text), from: Experiment.ofLab)
  }

  @Test("reads as itself", arguments: shipped + ["every kind"])
  func rereads(_ name: String) throws {
    let text =
      name == "every kind"
      ? Mistake.spec
      : try String(contentsOf: Self.folder.appendingPathComponent("\(name).json"), encoding: .utf8)
    let first = read(text)
    #expect(first.diagnostics.isEmpty && first.warnings.isEmpty)
    let resolved = JSONText.pretty(first.resolved)
    let second = read(resolved)
    #expect(second.diagnostics.isEmpty)
    #expect(JSONText.pretty(second.resolved) == resolved)
  }

  @Test("is there for every shipped experiment")
  func count() {
    #expect(Self.shipped.count >= 9)
  }

  @Test("leaves nothing to defaults, and keeps what was said")
  func defaults() {
    let reading = read(Self.example)
    #expect(reading.diagnostics.isEmpty)
    #expect(JSONText.pretty(reading.resolved) == Self.resolvedExample)
  }

  @Test("expands to problems × optimizers × seeds, in this order")
  func trials() throws {
    let experiment = read(Self.example).value
    let trials = experiment.trials(inputs: try experiment.loadInputs(from: ""))
    let lines = trials.map { trial in
      "\(trial.index) \(experiment.problems[trial.problem].name) "
        + "\(experiment.optimizers[trial.optimizer].name) \(trial.settings.seed) "
        + "lr \(trial.settings.learningRate) batch \(trial.settings.batchSize) "
        + "steps \(trial.stepCount)"
    }
    #expect(
      lines == [
        "0 sine Adam 0 lr 0.001 batch 32 steps 800", "1 sine Adam 1 lr 0.001 batch 32 steps 800",
        "2 sine Adam 2 lr 0.001 batch 32 steps 800", "3 sine SGD 0 lr 0.05 batch 32 steps 800",
        "4 sine SGD 1 lr 0.05 batch 32 steps 800", "5 sine SGD 2 lr 0.05 batch 32 steps 800",
        "6 gan Adam 0 lr 0.0003 batch 32 steps 320", "7 gan Adam 1 lr 0.0003 batch 32 steps 320",
        "8 gan Adam 2 lr 0.0003 batch 32 steps 320", "9 gan SGD 0 lr 0.05 batch 32 steps 320",
        "10 gan SGD 1 lr 0.05 batch 32 steps 320", "11 gan SGD 2 lr 0.05 batch 32 steps 320",
      ])
  }

  @Test(
    "has the batches and steps that each kind of optimizer takes",
    arguments: [
      (#"{"kind": "gd"}"#, 256, 100), (#"{"kind": "sgd"}"#, 1, 25600),
      (#"{"kind": "minibatch"}"#, 32, 800), (#"{"kind": "sgd", "batch_size": 48}"#, 48, 600),
      (#"{"kind": "adam", "batch_size": "all"}"#, 256, 100),
      (#"{"kind": "gd", "batch_size": 1000}"#, 256, 100),
    ])
  func batches(optimizer: String, batchSize: Int, steps: Int) throws {
    let spec = """
      {"name": "a",
       "problems": [{"name": "p", "kind": "regression", "data": {"kind": "function"},
         "model": [{"kind": "linear", "units": 1}], "epochs": 100}],
       "optimizers": [\(optimizer)]}
      """
    let experiment = read(spec).value
    let trial = try #require(
      experiment.trials(inputs: try experiment.loadInputs(from: "")).first)
    #expect(trial.settings.batchSize == batchSize)
    #expect(trial.stepCount == steps)
  }
}
