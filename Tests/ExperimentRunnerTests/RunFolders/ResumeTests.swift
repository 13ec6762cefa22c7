import CSanitizer
import ExperimentRunner
import Foundation
import TestSupport
import Testing

/// With the thread sanitizer a step takes a hundred times as long.
private let steps = the_thread_sanitizer_is_on() ? 400 : 8000

/// A spec whose trial takes some tenths of a second.
private let longSpec = """
  {
    "name": "long",
    "problems": [
      { "name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 128}, "latent": 5,
        "generator": [{"kind": "linear", "units": 784}, "tanh"],
        "discriminator": [{"kind": "linear", "units": 16}, "leaky_relu", {"kind": "linear", "units": 1}, "sigmoid"],
        "steps": \(steps), "batch_size": 3 }
    ],
    "optimizers": [{"kind": "adam", "amsgrad": true}],
    "record": {"every": \(steps / 40), "probe": 32, "samples": 16},
    "figures": []
  }
  """

@Suite("A run in this process that is stopped")
struct LocalResumeTests {
  /// What comes out where nothing stops it.
  private static let whole = Result {
    let run = try LocalRun(longSpec)
    try run.complete()
    return run
  }

  private let run: LocalRun

  init() throws { run = try LocalRun(longSpec) }

  private var checkpoint: URL {
    run.scratch.file("out/checkpoints/\(run.trials[0].identity.hash).safetensors")
  }

  /// Stops the run as soon as it has a checkpoint; it then writes one more.
  private func stopped() throws -> [TrialResult?] {
    var options = ExperimentRun.Options()
    // At every look at the clock; thousands of them would take a minute.
    options.checkpointInterval = 1e-6
    let stop = StopFlag()
    let log = RunLog { [checkpoint] _, _ in
      if FileManager.default.fileExists(atPath: checkpoint.path) { stop.set() }
    }
    return try run.complete(options: options, stop: stop, report: log)
  }

  private func expectWhole() throws {
    let whole = try Self.whole.get()
    let (own, expected) = (try run.results(in: "out"), try whole.results(in: "out"))
    #expect(expected.count == tables.count - 1, "no surface, and so no paths.csv")
    for (name, table) in expected { #expect(own[name] == table, "\(name)") }
    let curves = try run.scratch.csv("out/curves.csv").rows
    #expect(try curves.count { try !$0["frechet"].isEmpty } == SnapshotSteps.measures)
    #expect(try run.scratch.bytes("out/pictures.u8") == whole.scratch.bytes("out/pictures.u8"))
    // Nothing is left but results and weights.
    let left = try run.scratch.paths(below: "out").filter {
      $0.hasPrefix("checkpoints/") && !$0.hasSuffix(".damaged") || $0.hasSuffix(".tmp")
    }
    #expect(left == [])
  }

  @Test("keeps what it recorded, says where it is, and goes on to the same bytes")
  func goesOn() throws {
    let result = try #require(try stopped()[0])
    #expect(result.status == .interrupted && (1..<steps).contains(result.steps))
    let trials = try run.scratch.csv("out/trials.csv").rows
    #expect(try trials[0]["status", "steps"] == ["interrupted", "\(result.steps)"])
    #expect(try run.scratch.csv("out/curves.csv").rows.count > 1)
    let log = RunLog()
    #expect(try run.complete(report: log)[0]?.status == .finished)
    #expect(log.entries.planned == [1] && log.entries.warnings == [])
    try expectWhole()
  }

  @Test(
    "uses no damaged checkpoint, says so, and takes the one before",
    arguments: ["a bit flipped", "cut off", "empty"])
  func damaged(_ kind: String) throws {
    #expect(try stopped()[0]?.status == .interrupted)
    var bytes = try Data(contentsOf: checkpoint)
    switch kind {
    case "a bit flipped": bytes[bytes.count / 2] ^= 1
    case "cut off": bytes.removeLast(1000)
    default: bytes = Data()
    }
    try bytes.write(to: checkpoint)
    let log = RunLog()
    #expect(try run.complete(report: log)[0]?.status == .finished)
    let warnings = log.entries.warnings
    #expect(
      warnings.count == 1
        && warnings[0].contains(
          ".safetensors: it is damaged, or of another trial or version; it is"),
      "\(warnings)")
    #expect(FileManager.default.fileExists(atPath: checkpoint.path + ".damaged"))
    try expectWhole()
  }
}
