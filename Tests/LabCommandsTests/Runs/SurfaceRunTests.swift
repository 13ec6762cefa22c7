import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import TestSupport
import Testing

@Suite("A run on surfaces")
struct SurfaceRunTests {
  private static func spec(_ data: String, steps: Int = 40, optimizers: String? = nil) -> String {
    """
    {
      "name": "surfaces", "seeds": [0, 1],
      "problems": [
        { "name": "ground", "kind": "surface", "data": \(data), "steps": \(steps), "dtype": "float64" }
      ],
      "optimizers": \(optimizers ?? #"[{"kind": "gd", "lr": 0.001}, {"kind": "adam"}]"#),
      "record": {"every": 1}, "figures": []
    }
    """
  }

  private static let noisy =
    #"{"surface": "quadratic", "curvatures": [1, 10, 100], "rotation": {"seed": 4}, "noise": 0.5}"#

  private func hashes(_ data: String) throws -> [String] {
    try LocalRun(Self.spec(data)).trials.map(\.identity.hash)
  }

  @Test("walks the same way under every seed without noise, and another one with it")
  func seeds() throws {
    let calm = try hashes(#"{"surface": "quadratic"}"#)
    #expect(Set(calm).count == 2)
    #expect(try hashes(#"{"surface": "quadratic", "noise": 0}"#) == calm)
    let noisy = try hashes(#"{"surface": "quadratic", "noise": 0.1}"#)
    #expect(Set(noisy).count == 4)
    #expect(Set(noisy).isDisjoint(with: calm))
  }

  @Test("keeps the hashes that surfaces had before they could be more")
  func formerHashes() throws {
    #expect(
      try hashes(#"{"surface": "quadratic"}"#) == [
        "ecc195218bc8a2fce75358f2da7332fc",
        "ecc195218bc8a2fce75358f2da7332fc",
        "094d16c57f8dc2e77c1d306631faed92",
        "094d16c57f8dc2e77c1d306631faed92",
      ])
  }

  @Test("records where a plane's walk is, and of other dimensions how high", arguments: [1, 2, 5])
  func paths(dimension: Int) throws {
    let curvatures = (1...dimension).map(String.init).joined(separator: ", ")
    let run = try LocalRun(
      Self.spec(#"{"surface": "quadratic", "curvatures": [\#(curvatures)]}"#))
    let results = try run.complete().compactMap { $0 }
    #expect(results.count == 4)
    #expect(results.allSatisfy { $0.path.count == (dimension == 2 ? 41 : 0) })
    #expect(run.scratch.exists("out/paths.csv") == (dimension == 2))
    let first = try #require(results.first)
    let values = (0..<first.curves.count).compactMap { first.curves[$0, .evalLoss] }
    // Every coordinate starts at 1, and gradient descent takes 1 − 0.001·λ of it at each step.
    for (step, value) in values.enumerated() {
      let expected = (1...dimension).map { curvature in
        Double(curvature) / 2 * pow(1 - 0.001 * Double(curvature), 2 * Double(step))
      }.reduce(0, +)
      #expect(abs(value / expected - 1) < 1e-12)
    }
  }

  @Test("tells seeds apart where there is noise, in tables and sentences")
  func statistics() throws {
    let run = try LocalRun(Self.spec(Self.noisy))
    try run.complete()
    let rows = try run.scratch.csv("out/results.csv").rows
    #expect(try rows.allSatisfy { try $0["final_loss_median_ci_low"] != "" })
    let notes = try String(contentsOf: run.scratch.file("out/results.md"), encoding: .utf8)
    #expect(!notes.contains("every seed walks the same way"))
    #expect(notes.contains("On a surface the loss is the value above the minimum."))
  }

  @Test("judges a saddle by the distance to the equilibrium")
  func saddle() throws {
    let run = try LocalRun(
      Self.spec(#"{"surface": "saddle"}"#, steps: 3, optimizers: #"[{"kind": "gd", "lr": 0.5}]"#))
    let results = try run.complete().compactMap { $0 }
    let curves = try #require(results.first).curves
    let distances = (0..<curves.count).compactMap { curves[$0, .evalLoss] }
    let expected = (0...3).map { 2.0.squareRoot() * pow(1.25.squareRoot(), Double($0)) }
    #expect(largestError(distances, expected, floor: 1) < 1e-14)
    #expect(curves[1, .loss] == 1)
    let notes = try String(contentsOf: run.scratch.file("out/results.md"), encoding: .utf8)
    #expect(notes.contains("On a saddle the loss is the distance to the equilibrium"))
  }

  @Test("goes on from a checkpoint to the same bytes, draws included")
  func resumes() throws {
    let spec = Self.spec(Self.noisy, steps: 1_000_000)
    let edits = ["record.every=25000"]
    let whole = try LocalRun(spec, edits: edits)
    try whole.complete()
    let run = try LocalRun(spec, edits: edits)
    var options = ExperimentRun.Options()
    options.checkpointInterval = 1e-6
    let stop = StopFlag()
    let checkpoint = run.scratch.file(
      "out/checkpoints/\(run.trials[0].identity.hash).safetensors")
    let log = RunLog { _, _ in
      if FileManager.default.fileExists(atPath: checkpoint.path) { stop.set() }
    }
    let first = try run.complete(options: options, stop: stop, report: log)
    #expect(first[0]?.status == .interrupted)
    #expect(FileManager.default.fileExists(atPath: checkpoint.path))
    try run.complete()
    let (own, others) = (try run.results(in: "out"), try whole.results(in: "out"))
    #expect(others["curves.csv"]?.rows.count == 4 * 41)
    for name in ["curves.csv", "summary.csv"] { #expect(own[name] == others[name], "\(name)") }
  }

  @Test("writes down what is predicted of a quadratic, and nothing of what is not")
  func theory() throws {
    let optimizers = #"""
      [{"kind": "gd", "lr": [0.005, 0.018]}, {"kind": "momentum", "lr": 0.01},
       {"name": "looks", "kind": "nesterov", "form": "lookahead", "lr": 0.01}, {"kind": "adam"}]
      """#
    let calm = #"{"surface": "quadratic", "curvatures": [1, 10, 100], "rotation": {"seed": 4}}"#
    let run = try LocalRun(Self.spec(calm, steps: 200, optimizers: optimizers))
    try run.complete()
    let table = try run.scratch.csv("out/theory.csv").rows
    #expect(try Set(table.map { try $0["optimizer"] }) == ["gd", "momentum", "looks"])
    #expect(table.count == 4 * 201)
    for row in table {
      let (value, predicted) = (
        try #require(try row.number("value")), try #require(try row.number("predicted"))
      )
      #expect(abs(value / predicted - 1) < 1e-9)
    }
    let rates = try run.scratch.csv("out/theory_rates.csv").rows
    let walks = try rates.filter { try $0["is_walk"] == "1" }
    let stable = try walks.map { try $0.number("largest_stable_lr") ?? .nan }
    #expect(largestError(stable, [0.02, 0.02, 0.038, 3.8 / 280], floor: 1) < 1e-15)
    // (1 − η)², of the flattest axis, once the others have died away.
    let factors = try walks.map { try $0.number("predicted_factor") }
    #expect(abs((factors[0] ?? 0) - 0.995 * 0.995) < 1e-15)
    let measured = try walks[1].number("measured_factor") ?? 0
    #expect(abs(measured - 0.982 * 0.982) < 1e-4)
    #expect(abs((factors[2] ?? 0) - 0.9) < 1e-12, "the heavy ball's √μ² below its edge")

    let noisy = try LocalRun(Self.spec(Self.noisy, optimizers: optimizers))
    try noisy.complete()
    #expect(!noisy.scratch.exists("out/theory.csv"))
    let beale = try LocalRun(Self.spec(#"{"surface": "beale"}"#))
    try beale.complete()
    #expect(!beale.scratch.exists("out/theory.csv"))
  }
}
