import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("A trial that diverges")
struct DivergenceTests {
  /// Status, steps and `diverged_at` of each trial.
  private func run(_ spec: String, _ scratch: TestFolder, out: String) throws -> [[String]] {
    try LocalRun(spec, in: scratch).complete(to: out)
    return try scratch.table("\(out)/trials.csv").rows.map {
      try $0["status", "steps", "diverged_at"]
    }
  }

  private func spec(every: Int, lr: Double) -> String {
    """
    {"name": "d", "seeds": [0, 1, 2, 3], "problems": [{"name": "p", "kind": "regression",
      "data": {"kind": "function", "function": "sine", "count": 64, "noise": 0},
      "model": [{"kind": "linear", "units": 16}, "tanh", {"kind": "linear", "units": 16}, "relu",
                {"kind": "linear", "units": 1}], "steps": 400, "batch_size": 8}],
     "optimizers": [{"kind": "momentum", "lr": \(lr)}],
     "record": {"every": \(every)}, "figures": []}
    """
  }

  private func training(seed: UInt64, lr: Double) -> SupervisedTraining<Float> {
    SupervisedTraining(
      layers: [Linear(units: 16), Tanh(), Linear(units: 16), ReLU(), Linear(units: 1)],
      loss: MeanSquaredError(),
      examples: SampledFunction.sine.samples(count: 64, noise: 0, seed: 0),
      batchSize: 8, shuffle: .everyEpoch, dropsLast: false, optimizer: Momentum(),
      learningRate: lr, seed: seed)
  }

  @Test(
    "does so at the first step that leaves a loss or a parameter that is no number",
    arguments: [1, 7, 10_000])
  func exactStep(_ every: Int) throws {
    let lr = 3.0
    let expected = (UInt64(0)..<4).map { seed in
      var training = training(seed: seed, lr: lr)
      while training.progress.step < 400 {
        training.step()
        let learner = training.learners[0]
        // Where a step is recorded, the loss over all data after it counts as well.
        let isRecorded = training.progress.step.isMultiple(of: every)
        let loss = isRecorded ? training.evaluationLoss() ?? 0 : 0
        if !learner.loss.isFinite || !loss.isFinite
          || !learner.optimization.parameters.allSatisfy(\.isFinite)
        {
          return ["diverged", "\(training.progress.step)", "\(training.progress.step)"]
        }
      }
      return ["finished", "400", ""]
    }
    #expect(expected.contains { $0[0] == "diverged" })
    let scratch = try TestFolder()
    #expect(try run(spec(every: every, lr: lr), scratch, out: "out") == expected)
    let curves = try scratch.table("out/curves.csv").rows
    for (trial, end) in expected.enumerated() where end[0] == "diverged" {
      let own = try curves.filter { try $0["trial"] == "\(trial)" }
      let steps = try own.compactMap { try $0.integer("step") }
      #expect(steps.last.map { $0 < Int(end[2]) ?? 0 } == true)
    }
  }

  @Test("shows even where a ReLU hides an infinite weight from the loss")
  func hidden() throws {
    // One step takes the hidden weight to −∞; from then on the unit is dead and the loss 0.
    let scratch = try TestFolder()
    var weights = SafetensorsFile()
    weights.add("0.weight", [Float(1)], shape: [1, 1])
    weights.add("0.bias", [Float(0)], shape: [1])
    weights.add("2.weight", [Float(2)], shape: [1, 1])
    try Data(weights.encoded).write(to: scratch.file("start.safetensors"))
    try scratch.write("x,y\n0.5,0\n", to: "one.csv")
    let spec = """
      {"name": "h", "problems": [{"name": "p", "kind": "regression", "weights": "start.safetensors",
        "data": {"kind": "csv", "path": "one.csv", "features": ["x"], "target": "y"},
        "model": [{"kind": "linear", "units": 1}, "relu",
                  {"kind": "linear", "units": 1, "bias": false}], "steps": 50}],
       "optimizers": [{"kind": "sgd", "lr": 2e38}], "record": {"every": 1000}, "figures": []}
      """
    #expect(try run(spec, scratch, out: "out") == [["diverged", "1", "1"]])
    #expect(try scratch.table("out/curves.csv").rows.map { try $0["step"] } == ["0"])
  }

  @Test("is told from a finished one by record.diverged_above")
  func above() throws {
    // Gradient descent with a step that takes the loss up fourfold each time, and stays finite.
    func spec(_ record: String) -> String {
      """
      {"name": "a", "seeds": [0, 1], "problems": [{"name": "p", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 64},
        "model": [{"kind": "linear", "units": 1}], "steps": 50}],
       "optimizers": [{"kind": "gd", "lr": 1.5}], "record": {"every": 1\(record)}, "figures": []}
      """
    }
    let scratch = try TestFolder()
    let free = try run(spec(""), scratch, out: "free")
    #expect(free == [["finished", "50", ""], ["finished", "50", ""]])
    // The first step whose loss is above the limit, on its batch before it or on all data after it.
    let rows = try scratch.table("free/curves.csv").rows
    let expected = try ["0", "1"].map { trial -> [String] in
      let row = try rows.first { row in
        let losses = try ["loss", "eval_loss"].compactMap { try row.number($0) }
        return try row["trial"] == trial && losses.contains { $0 > 1000 }
      }
      let step = try #require(row)["step"]
      return ["diverged", step, step]
    }
    let limit = ", \"diverged_above\": 1000"
    #expect(try run(spec(limit), scratch, out: "cut") == expected)
    let last = try scratch.table("cut/curves.csv").rows.last?.integer("step")
    #expect(last == (Int(expected[1][2]) ?? 0) - 1)
  }
}
