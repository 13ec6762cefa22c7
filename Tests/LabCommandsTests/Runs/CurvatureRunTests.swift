import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import TestSupport
import Testing

@Suite("A run that asks for curvature and lines")
struct CurvatureRunTests {
  private static let asked = [
    "record.sharpness=3", "record.interpolation=5", "figures=[]",
  ]

  private func complete(_ run: LocalRun, to out: String = "out") throws -> RunOutcome {
    try run.run(to: out).runAndReport(run.trials, inputs: run.inputs, report: RunLog())
  }

  @Test("has both at the steps asked for, but for a GAN, and the effective rate at every one")
  func columns() throws {
    let run = try LocalRun(edits: Self.asked)
    _ = try complete(run)
    let curves = try run.scratch.table("out/curves.csv")
    let steps = try curves.rows.filter { try $0["trial"] == "0" && $0["sharpness"] != "" }
    #expect(try steps.map { try $0["step"] } == ["0", "10", "15"])
    for row in curves.rows {
      if try row["problem"] == "gan" {
        #expect(try row["sharpness", "critical_sharpness"] == ["", ""])
      }
      #expect(try (row["effective_rate"] == "") == (row["step"] == "0"))
      guard let update = try row.number("update_norm"),
        let gradient = try row.number("gradient_norm"), let rate = try row.number("effective_rate")
      else { continue }
      #expect(abs(rate - update / gradient) <= 1e-12 * rate)
    }
    // The second derivatives of the valley at its start, (−1.5, 2).
    let valley = try #require(try curves.rows.first { try $0["problem"] == "valley" })
    let start = try #require(try valley.number("sharpness"))
    let (a, b, c) = (2 - 400 * (2 - 3 * 2.25), 600.0, 200.0)
    let expected = (a + c) / 2 + (pow((a - c) / 2, 2) + b * b).squareRoot()
    #expect(abs(start / expected - 1) < 1e-4)
    let layers = try run.scratch.table("out/layers.csv")
    #expect(try layers.rows.contains { try $0["kind"] == "linear" && $0["effective_rate"] != "" })
  }

  @Test("changes no other number, and its weights are the same bytes")
  func sameNumbers() throws {
    let (plain, asked) = (
      try LocalRun(edits: ["figures=[]"]), try LocalRun(edits: Self.asked)
    )
    _ = try complete(plain)
    _ = try complete(asked)
    let new = ["sharpness", "critical_sharpness", "preconditioned_sharpness"]
    for name in ["curves.csv", "layers.csv", "trials.csv", "paths.csv"] {
      let (a, b) = (try plain.scratch.table("out/\(name)"), try asked.scratch.table("out/\(name)"))
      for column in a.columns where !new.contains(column) && column != "hash" {
        if column.hasPrefix("seconds") { continue }
        let (was, now) = try (a.rows.map { try $0[column] }, b.rows.map { try $0[column] })
        #expect(was == now, "\(name), \(column)")
      }
    }
    for (a, b) in zip(plain.trials, asked.trials) {
      #expect(a.identity != b.identity)
      let was = try #require(TrialFile(ofRun: plain.path("out")).read(a.identity))
      let now = try #require(TrialFile(ofRun: asked.path("out")).read(b.identity))
      #expect(was.weights == now.weights)
    }
  }

  @Test("that asks for none has the results that it had before it could ask")
  func identity() throws {
    let plain = try LocalRun().trials.map(\.identity)
    #expect(try LocalRun(edits: ["record.sharpness=0"]).trials.map(\.identity) == plain)
    #expect(try LocalRun(edits: ["record.interpolation=9"]).trials.map(\.identity) == plain)
    #expect(plain.allSatisfy { !$0.text.contains("sharpness") })
  }

  @Test("takes the losses between the solutions of one seed, from one's own to the other's")
  func lines() throws {
    let run = try LocalRun(edits: Self.asked)
    let outcome = try complete(run)
    let table = try run.scratch.table("out/interpolation.csv")
    // Of a GAN there is no loss over all data.
    #expect(try Set(table.rows.map { try $0["problem"] }) == ["line", "valley"])
    #expect(table.rows.count == 2 * 2 * 5)
    #expect(try table.rows.prefix(5).map { try $0.number("fraction") } == [0, 0.25, 0.5, 0.75, 1])
    for row in table.rows {
      let fraction = try row["fraction"]
      guard ["0", "1"].contains(fraction) else { continue }
      let whose = try row[fraction == "0" ? "optimizer" : "other"]
      let (problem, seed) = try (row["problem"], row["seed"])
      let trial = try #require(
        run.trials.first {
          run.experiment.problems[$0.problem].name == problem
            && run.experiment.optimizers[$0.optimizer].name == whose
            && "\($0.settings.seed)" == seed
        })
      let final = try #require(
        outcome.folder.results[trial.index]?.finalLoss(ofNetwork: 0))
      let loss = try #require(try row.number("loss"))
      #expect(abs(loss - final) <= 1e-4 * abs(final), "\(row)")
    }
    let summary = try run.scratch.table("out/interpolation_summary.csv")
    #expect(summary.rows.count == 2 * 2 * 5)
  }

  @Test("takes the lines of many optimizers from the first and the best alone")
  func manyLines() throws {
    let optimizers = (0..<14).map { place in
      "{\"name\": \"o\(place)\", \"kind\": \"adam\", \"lr\": \(0.001 * Double(1 + place))}"
    }
    let problem = """
      {"name": "line", "kind": "regression",
       "data": {"kind": "function", "function": "linear", "count": 40},
       "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
       "steps": 15, "batch_size": 16}
      """
    let run = try LocalRun(edits: [
      "optimizers=[\(optimizers.joined(separator: ", "))]", "problems=[\(problem)]", "seeds=[0]",
      "record.interpolation=3", "figures=[]",
    ])
    let outcome = try complete(run)
    let losses = run.trials.map {
      outcome.folder.results[$0.index]?.finalLoss(ofNetwork: 0) ?? .infinity
    }
    let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
    try #require(best > 0)
    let rows = try run.scratch.table("out/interpolation.csv").rows
    #expect(rows.count == 3 * (13 + 12))
    for row in rows {
      let pair = try [row["optimizer"], row["other"]]
      #expect(pair.contains("o0") || pair.contains("o\(best)"), "\(pair)")
    }
  }

  @Test("needs the data for its lines once, and a table drawn again has the same bytes")
  func again() throws {
    let run = try LocalRun(edits: Self.asked)
    _ = try complete(run)
    let name = "out/interpolation.csv"
    let first = try run.scratch.text(name)
    try FileManager.default.removeItem(at: run.scratch.file(name))
    _ = try OutputFolder(FinishedRun(run.path("out")).output()).write()
    #expect(try run.scratch.text(name) == first)
    // However many there are.
    #expect(try run.scratch.paths(below: "out/lines") == ["all.safetensors"])
    // Where they are damaged, they are taken once more, and come to the same file.
    let lines = try run.scratch.bytes("out/lines/all.safetensors")
    for damage in [[1, 2, 3], lines.dropLast() + [lines[lines.count - 1] ^ 1]] as [[UInt8]] {
      try Data(damage).write(to: run.scratch.file("out/lines/all.safetensors"))
      try FileManager.default.removeItem(at: run.scratch.file(name))
      _ = try complete(run)
      #expect(try run.scratch.text(name) == first)
      #expect(try run.scratch.bytes("out/lines/all.safetensors") == lines)
    }
  }

  @Test("has the lines of what its spec asks for: others go with clean, and all with a fresh start")
  func cleaned() throws {
    let run = try LocalRun(edits: Self.asked)
    _ = try complete(run)
    let path = "out/lines/all.safetensors"
    // On a surface both seeds are the same trials, with the same line.
    let fewer = try LocalRun(edits: Self.asked + ["seeds=[0]"], in: run.scratch)
    _ = try complete(fewer)
    let name = "out/interpolation.csv"
    let table = try run.scratch.text(name)
    let size = try run.scratch.bytes(path).count
    do {
      let plan = try CleanupPlan(run.path("out")) { _ in }
      let item = try #require(plan.items.first { $0.path.hasSuffix(path) })
      #expect(
        item.reason == "of 3 lines between solutions 1 that the spec no longer asks for")
      #expect(item.bytes == size / 3)
      try plan.run()
    }
    #expect(try run.scratch.bytes(path).count == size - (65 + 5 * 8))
    try FileManager.default.removeItem(at: run.scratch.file(name))
    _ = try OutputFolder(FinishedRun(run.path("out")).output()).write()
    #expect(try run.scratch.text(name) == table)
    #expect(
      try CleanupPlan(run.path("out"), isOnlyTold: true) { _ in }.items.allSatisfy {
        !$0.path.hasSuffix(path)
      })
    var options = ExperimentRun.Options()
    options.startsOver = true
    try fewer.train(options: options)
    #expect(!run.scratch.exists("out/lines"))
  }

  @Test("of many optimizers has the lines to the best and to the spec's first, and no others")
  func anchors() throws {
    // The eleventh has the best rate.
    var optimizers: [String] = []
    for place in 0..<13 {
      let rate = place == 10 ? 0.02 : 0.0005 * Double(place + 1)
      optimizers.append("{\"name\": \"o\(place)\", \"kind\": \"gd\", \"lr\": \(rate)}")
    }
    let list = optimizers.joined(separator: ",")
    let run = try LocalRun(
      """
      {"name": "many", "seeds": [0, 1], "figures": ["interpolation"],
       "optimizers": [\(list)], "record": {"interpolation": 3},
       "problems": [{"name": "bowl", "kind": "surface", "steps": 5,
         "data": {"kind": "surface", "surface": "quadratic", "noise": 0.0001}}]}
      """)
    _ = try complete(run)
    let rows = try run.scratch.table("out/interpolation.csv").rows
    var pairs: Set<[String]> = []
    for row in rows { pairs.insert([try row["optimizer"], try row["other"]]) }
    let results = try run.scratch.csv("out/results.csv").rows
    let name = try #require(try results.first { try $0["rank"] == "1" })["optimizer"]
    #expect(name == "o10" && pairs.count == 12 + 11)
    #expect(pairs.allSatisfy { $0.contains("o0") || $0.contains(name) })
    #expect(rows.count == 23 * 2 * 3)
    let caption = try run.scratch.text("out/captions.json")
    #expect(caption.contains("lines lead from the best and from the spec's first to all others"))
  }

  @Test("has a barrier where the way rises above the straight line between its ends")
  func barriers() {
    for (losses, expected) in [
      ([1, 2, 3], 0), ([0, 1, 0], 1), ([4, 1, 0], 0), ([2, 2, 0, 0], 2.0 / 3),
    ] as [([Double], Double)] {
      let line = SolutionLine(.init(0, 1), losses: losses)
      #expect(abs(line.barrier - expected) < 1e-12)
    }
  }

  @Test(
    "measures the first and the last recorded step, and no more than it may",
    arguments: [(0, 0), (1, 2), (2, 2), (3, 3), (5, 5), (6, 6), (100, 11)])
  func steps(most: Int, expected: Int) {
    var settings = RecordSettings()
    settings.every = 10
    settings.sharpness = most
    let steps = CurvatureSteps(settings, stepCount: 95)
    let found =
      stride(from: 0, through: 90, by: 10).filter(steps.contain) + [95].filter(steps.contain)
    #expect(found.count <= max(expected, 0))
    if most > 0 { #expect(found.first == 0 && found.last == 95) }
    if most > 10 { #expect(found.count == 11) }
  }
}
