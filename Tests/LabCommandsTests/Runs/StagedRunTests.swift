import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import TestSupport
import Testing

/// Two problems and two optimizers, of which the settings are chosen.
private let tunedSpec = """
  {
    "name": "tuned", "seeds": [0, 1],
    "tuning": {"seeds": [100, 101, 102], "budget": 4, "search": {"lr": {"log_uniform": [1e-3, 10]}}},
    "problems": [
      { "name": "line", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 40},
        "model": [{"kind": "linear", "units": 8}, "relu", {"kind": "linear", "units": 1}],
        "epochs": 3, "batch_size": 16 },
      { "name": "valley", "kind": "surface", "data": {"surface": "rosenbrock"}, "steps": 20 }
    ],
    "optimizers": [
      {"name": "Adam", "kind": "adam"},
      {"name": "momentum", "kind": "momentum", "search": {"momentum": [0.5, 0.9]}}
    ],
    "record": {"every": 5, "probe": 32}
  }
  """

/// The largest rate without divergence is looked for.
private let edgeSpec = """
  {
    "name": "edge", "seeds": [0, 1],
    "problems": [
      { "name": "line", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 40},
        "model": [{"kind": "linear", "units": 1}], "epochs": 20, "batch_size": 40 }
    ],
    "optimizers": [
      {"name": "GD", "kind": "gd", "lr": {"edge": [1e-2, 100]}},
      {"name": "Adam", "kind": "adam", "lr": {"edge": [1e-3, 1e-2]}},
      {"name": "plain", "kind": "momentum", "lr": 0.1}
    ],
    "record": {"every": 5, "probe": 32, "diverged_above": 1e3}
  }
  """

@Suite("A run of which results decide a part")
struct StagedRunTests {
  private static let wholes = [tunedSpec, edgeSpec].map { spec in
    Result {
      let run = try LocalRun(spec)
      try run.complete()
      return run
    }
  }
  private static let tables =
    TestSupport.tables + [
      "results.csv", "differences.csv", "tuning.csv", "tuning_budget.csv", "lr_sensitivity.csv",
    ]

  private func whole(_ spec: String) throws -> LocalRun {
    try Self.wholes[spec == tunedSpec ? 0 : 1].get()
  }

  /// Whether a folder has the tables of a run that nothing stopped.
  private func expectWhole(_ run: LocalRun, _ spec: String, _ what: String) throws {
    let whole = try whole(spec)
    for name in Self.tables where whole.scratch.exists("out/\(name)") {
      #expect(
        try run.scratch.table("out/\(name)") == whole.scratch.table("out/\(name)"),
        "\(what): \(name)")
    }
    let hashes = try [run, whole].map { run in
      try FinishedRun(run.path("out")).trials().map(\.identity.hash)
    }
    #expect(hashes[0] == hashes[1])
  }

  @Test(
    "trains the configuration that is best on the seeds of tuning on others, and compares these")
  func tuned() throws {
    let run = try whole(tunedSpec)
    let trials = try run.scratch.csv("out/trials.csv").rows
    // Two problems, two optimizers, four configurations and three seeds; then two seeds.
    #expect(trials.count == 48 + 8)
    #expect(try trials.prefix(48).allSatisfy { try $0["stage"] == "tuning" })
    #expect(try trials.suffix(8).allSatisfy { try $0["stage"] == "report" })
    #expect(
      try trials.prefix(6).map { try $0["seed"] } == ["100", "101", "102", "100", "101", "102"])
    #expect(try trials.suffix(2).map { try $0["seed"] } == ["0", "1"])
    let tuning = try run.scratch.csv("out/tuning.csv").rows
    #expect(tuning.count == 16)
    let results = try run.scratch.csv("out/results.csv").rows
    for (place, result) in results.enumerated() {
      let own = tuning[4 * place..<4 * place + 4]
      let best = try #require(
        try own.min { try $0.number("score") ?? .infinity < $1.number("score") ?? .infinity })
      #expect(try best["chosen"] == "1")
      #expect(try own.filter { try $0["chosen"] == "1" }.count == 1)
      #expect(try result["lr"] == best["lr"] && result["trials_tried"] == "4")
      #expect(try result["seeds"] == "2")
      // Rosenbrock's minimum is 0.
      #expect(try result["tuning_loss"] == best["score"])
      let reported = try trials.suffix(8).filter {
        try $0["problem"] == result["problem"] && $0["optimizer"] == result["optimizer"]
      }
      #expect(
        try reported.allSatisfy { try $0["lr", "configuration"] == best["lr", "configuration"] })
    }
  }

  @Test("looks for the largest rate without divergence, and compares that")
  func edge() throws {
    let run = try whole(edgeSpec)
    let rows = try run.scratch.csv("out/lr_sensitivity.csv").rows
    let gd = try rows.filter { try $0["optimizer"] == "GD" }
    let rates = try gd.map { try $0.number("lr") ?? 0 }
    #expect(rates.count > 8 && rates == rates.sorted())
    let bad = try #require(try gd.firstIndex { try $0["diverged"] != "0" })
    #expect(rates[bad] < 1.05 * rates[bad - 1])
    #expect(try gd[bad - 1]["compared"] == "1")
    // Nothing diverged, and so there is nothing between the ends to look for.
    let adam = try rows.filter { try $0["optimizer"] == "Adam" }
    #expect(try adam.map { try $0["lr", "compared"] } == [["0.001", "0"], ["0.01", "1"]])
    let results = try run.scratch.csv("out/results.csv").rows
    #expect(try results[0].number("lr") == rates[bad - 1])
    #expect(try results.map { try $0["trials_tried"] } == ["\(rates.count)", "2", ""])
  }

  @Test("leaves the same when it was stopped anywhere", arguments: [tunedSpec, edgeSpec])
  func stopped(_ spec: String) throws {
    let count = try whole(spec).scratch.csv("out/trials.csv").rows.count
    for place in stride(from: 0, to: count, by: max(count / 5, 1)) {
      let run = try LocalRun(spec)
      let stop = StopFlag()
      let log = RunLog { trial, _ in if trial.index >= place { stop.set() } }
      try run.complete(stop: stop, report: log)
      // What is there can be read, drawn and verified.
      let finished = try FinishedRun(run.path("out"))
      #expect(try OutputFolder(finished.output()).write().results.notes.isEmpty == false)
      try run.complete()
      try expectWhole(run, spec, "stopped after \(place)")
    }
  }

  @Test(
    "leaves the same in shards, each of which goes on as far as it can",
    arguments: [tunedSpec, edgeSpec])
  func shards(_ spec: String) throws {
    let run = try LocalRun(spec)
    var calls = 0
    var waits: [Bool] = []
    repeat {
      for shard in ["1/2", "2/2"] {
        var options = ExperimentRun.Options()
        options.shard = Shard(shard)
        waits.append(try run.train(options: options).missing > 0)
      }
      calls += 1
    } while try collection(run) == false && calls < 20
    #expect(calls > 1 && waits[0] && !waits[waits.count - 1])
    try run.complete()
    try expectWhole(run, spec, "in shards")
  }

  /// Whether everything is there for the tables.
  private func collection(_ run: LocalRun) throws -> Bool {
    let merge = try ShardMerge(run.path("out")) { _ in }
    return merge.missing.isEmpty && merge.later == 0
  }

  @Test("is verified whole, and is found out where another configuration stands for the best")
  func verified() throws {
    let run = try whole(tunedSpec)
    func verification() throws -> Verification { try Verification(run.path("out")) }
    let own = try verification()
    #expect(own.count == 56 && own.missing == 0 && own.toCome == 0 && !own.hasOtherStages)
    #expect(own.differences(jobs: 2, stop: StopFlag(), report: RunLog()) == [])
    #expect(try own.compareFiles().differences == [])
    let copy = try TestFolder(copying: run.scratch)
    let manifest = try copy.text("out/manifest.json")
    let last = try #require(manifest.range(of: "\"configuration\": ", options: .backwards))
    let chosen = manifest[last.upperBound...].prefix { $0.isNumber }
    let wrong = manifest.replacing(
      "\"configuration\": \(chosen)\n", with: "\"configuration\": \(chosen == "0" ? 1 : 0)\n")
    try copy.write(wrong, to: "out/manifest.json")
    #expect(try Verification(copy.file("out").path).hasOtherStages)
  }

  @Test("needs nothing of it cleaned away")
  func clean() throws {
    for spec in [tunedSpec, edgeSpec] {
      let plan = try CleanupPlan(try whole(spec).path("out"), isOnlyTold: true) { _ in }
      #expect(plan.items.map(\.path) == [] && plan.foreignFiles == [])
    }
  }

  @Test("tells all trials that are certain to come before the first begins")
  func progress() throws {
    let log = RunLog()
    try LocalRun(tunedSpec).train(report: log)
    // Twelve tuning trials of each pair on the line, four on the surface, which has no seeds.
    #expect(log.entries.planned == [2 * 12 + 2 * 4, 4] && log.entries.ended.count == 36)
    #expect(log.entries.ended.contains("line · Adam · configuration 3 · seed 102"))
    #expect(log.entries.ended.contains("line · Adam · seed 1"))
  }
}
