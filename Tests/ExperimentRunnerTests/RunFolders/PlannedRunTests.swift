import ExperimentRunner
import Foundation
internal import OptimizerLab
import TestSupport
import Testing

/// Runs whose optimizers have schedules, clips and groups, and that end early.
@Suite("A run with schedules, clipping and an early end")
struct PlannedRunTests {
  private static let regression = """
    {
      "name": "planned",
      "problems": [
        { "name": "sine", "kind": "regression",
          "data": {"kind": "function", "count": 96, "noise": 0.3},
          "model": [{"kind": "linear", "units": 12}, "relu", {"kind": "linear", "units": 1}],
          "epochs": 40000, "batch_size": 32,
          "early_stopping": {"patience": 30000, "min_delta": 1e-6} }
      ],
      "optimizers": [
        {"kind": "momentum", "lr": 0.02, "clip": {"norm": 0.2}, "lr_scale": {"0": 0.5},
         "schedule": {"kind": "reduce_on_plateau", "patience": 60, "factor": 0.7}}
      ],
      "record": {"every": 5000, "probe": 32}, "figures": []
    }
    """

  private static let game = """
    {
      "name": "players",
      "problems": [
        { "name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 64}, "latent": 5,
          "generator": [{"kind": "linear", "units": 784}, "tanh"],
          "discriminator": [{"kind": "linear", "units": 16}, "leaky_relu", {"kind": "linear", "units": 1}],
          "loss": "hinge", "discriminator_steps": 3, "steps": 2500, "batch_size": 5 }
      ],
      "optimizers": [
        {"name": "A/B",
         "discriminator": {"kind": "adam", "clip": {"value": 0.01},
           "schedule": {"kind": "cosine_warm_restarts", "T_0": 100, "T_mult": 2, "by": "step"}},
         "generator": {"kind": "rmsprop", "lr": 0.001, "schedule": {"kind": "one_cycle", "by": "step"}}}
      ],
      "record": {"every": 60, "probe": 32, "samples": 16}, "figures": []
    }
    """

  @Test("goes on to the same bytes where it was stopped", arguments: [regression, game])
  func goesOn(_ spec: String) throws {
    let whole = try LocalRun(spec)
    try whole.complete()
    let run = try LocalRun(spec)
    let checkpoint = run.scratch.file(
      "out/checkpoints/\(run.trials[0].identity.hash).safetensors")
    var options = ExperimentRun.Options()
    options.checkpointInterval = 1e-6
    let stop = StopFlag()
    let log = RunLog { _, _ in
      if FileManager.default.fileExists(atPath: checkpoint.path) { stop.set() }
    }
    let first = try run.complete(options: options, stop: stop, report: log)[0]
    #expect(first?.status == .interrupted)
    #expect(try run.complete()[0]?.status == .finished)
    for (name, table) in try whole.results(in: "out") {
      #expect(try run.results(in: "out")[name] == table, "\(name)")
    }
  }

  @Test("ends early with its reason, its last step recorded, as finished")
  func stops() throws {
    let run = try LocalRun(Self.regression, edits: ["problems.0.early_stopping.patience=5"])
    let result = try #require(try run.complete()[0])
    #expect(result.status == .finished)
    let step = try #require(result.stoppedAt)
    #expect(step == result.steps && step < run.trials[0].stepCount && step.isMultiple(of: 3))
    let row = try run.scratch.csv("out/trials.csv").rows[0]
    #expect(try row["stopped_at"] == "\(step)")
    #expect(try row["stop_reason"].hasPrefix("eval_loss has not fallen below 0."))
    #expect(try row["stop_reason"].hasSuffix(" for 5 epochs"))
    let curves = try run.scratch.csv("out/curves.csv").rows
    #expect(try curves.last?["step"] == "\(step)")
    #expect(try curves.last?["update_norm"] != "")
    // The best was five epochs before.
    #expect(try row["final_eval_loss"] != "")
  }

  @Test("records the rate of each update, and the share of those that were clipped")
  func quantities() throws {
    let run = try LocalRun(
      Self.regression,
      edits: [
        "problems.0.epochs=20", "problems.0.early_stopping={}", "record.every=3",
        #"optimizers.0.schedule={"kind": "exponential", "gamma": 0.5}"#,
      ])
    try run.complete()
    let curves = try run.scratch.csv("out/curves.csv").rows
    #expect(try curves[0]["lr", "clipped"] == ["", ""])
    // A row an epoch: the rate of its last update.
    for (epoch, row) in curves.dropFirst().enumerated() {
      #expect(try Double(row["lr"]) == 0.02 * pow(0.5, Double(epoch)))
      let share = try #require(try Double(row["clipped"]))
      #expect([0, 1.0 / 3, 2.0 / 3, 1].contains { abs($0 - share) < 1e-12 })
    }
    #expect(try curves.dropFirst().contains { try $0["clipped"] != "0" })
    let norms = try curves.dropFirst().map { try Double($0["gradient_norm"]) ?? .nan }
    #expect(norms.allSatisfy { $0 <= 0.2 * (1 + 1e-6) })
  }

  @Test("keeps the hash of a spec that says nothing of it, and has another where it does")
  func identity() throws {
    let plain = #"{"kind": "momentum", "lr": 0.02}"#
    func hash(_ optimizer: String, _ edits: [String] = []) throws -> String {
      try LocalRun(
        Self.regression, edits: ["optimizers.0=\(optimizer)"] + edits
      ).trials[0].identity.hash
    }
    let base = try hash(plain)
    #expect(try hash(#"{"kind": "momentum", "lr": 0.02, "decay_bias": true}"#) == base)
    let others = [
      #"{"kind": "momentum", "lr": 0.02, "decay_bias": false, "weight_decay": 0}"#,
      #"{"kind": "momentum", "lr": 0.02, "clip": {"norm": 1}}"#,
      #"{"kind": "momentum", "lr": 0.02, "clip": {"value": 1}}"#,
      #"{"kind": "momentum", "lr": 0.02, "lr_scale": {"0": 2}}"#,
      #"{"kind": "momentum", "lr": 0.02, "schedule": {"kind": "cosine"}}"#,
      #"{"kind": "momentum", "lr": 0.02, "schedule": {"kind": "cosine", "by": "step"}}"#,
    ]
    let hashes = try others.map { try hash($0) }
    #expect(Set(hashes + [base]).count == others.count + 1)
  }
}
