import CSanitizer
import Foundation
import OptimizerLab
import TestSupport
import Testing

private let (steps, interval) = the_thread_sanitizer_is_on() ? (10_000, "0.5") : (80_000, "0.02")

/// Three trials of about a fifth of a second.
private let spec = """
  {
    "name": "crash",
    "problems": [
      { "name": "p", "kind": "regression",
        "data": {"kind": "function", "function": "sine", "count": 64},
        "model": [{"kind": "linear", "units": 32}, "relu", {"kind": "linear", "units": 1}],
        "steps": \(steps), "batch_size": 16 }
    ],
    "optimizers": [{"kind": "adam"}, {"kind": "momentum"}, {"kind": "adagrad"}],
    "record": {"every": 100}, "figures": []
  }
  """

/// A way to end one trial.
struct Crash: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var arguments: [String] = []
  /// What the message must say.
  var says: String
  var happens: @Sendable (_ worker: Int32) -> Void
}

@Suite("A trial that crashes")
struct CrashTests {
  static let crashes = [
    Crash(testDescription: "by SIGKILL", says: "ended by signal 9 (Killed)") { kill($0, SIGKILL) },
    Crash(testDescription: "by a trap", says: "ended by signal 4 (Illegal instruction)") {
      kill($0, SIGILL)
    },
    Crash(
      testDescription: "by hanging", arguments: ["--trial-timeout", "\(stopTimeout)"],
      says: "took longer than the \(stopTimeout) s of --trial-timeout"
    ) { kill($0, SIGSTOP) },
  ]

  /// The same run without a crash.
  private static let whole = TestFolder.lasting { scratch in
    try scratch.write(spec, to: "crash.json")
    let run = try Program.run(
      ["run", "crash.json", "--out", "whole", "--quiet"], in: scratch.folder)
    try #require(run.code == 0, "\(run.errors)")
  }

  /// Seconds within which the others are done.
  private static let stopTimeout = the_thread_sanitizer_is_on() ? 60 : 2

  private static let exhaustion = Crash(
    testDescription: "for want of memory", says: "its process was ended by signal"
  ) {
    // No more than it has, which is too little for the tables of what it will have recorded.
    let limiting = Process()
    limiting.executableURL = URL(fileURLWithPath: "/usr/bin/prlimit")
    limiting.arguments = ["--pid", "\($0)", "--as=1048576"]
    try? limiting.run()
    limiting.waitUntilExit()
  }

  private func run(
    _ scratch: TestFolder, _ arguments: [String] = [], out: String = "out",
    whileRunning: (Process) -> Void = { _ in }
  ) throws -> Program.Outcome {
    try scratch.write(spec, to: "crash.json")
    return try Program.run(
      ["run", "crash.json", "--out", out, "--checkpoint-every", interval] + arguments,
      in: scratch.folder, whileRunning: whileRunning)
  }

  @Test(
    "for want of memory is failed, the others finish, and the next run tries it again",
    .disabled(
      if: a_sanitizer_is_on(), "a sanitizer takes more address space than the test leaves"))
  func exhausted() throws { try failure(Self.exhaustion) }

  @Test("is failed, the others finish, and the next run tries it again", arguments: crashes)
  func failure(_ crash: Crash) throws {
    let scratch = try TestFolder()
    let outcome = try run(scratch, crash.arguments + ["--jobs", "1"]) { process in
      let worker = Processes.workers(of: process)[0]
      // Once it trains.
      let checkpoints = scratch.file("out/checkpoints").path
      Processes.wait {
        (try? FileManager.default.contentsOfDirectory(atPath: checkpoints))?
          .contains { $0.hasSuffix(".safetensors") } == true
      }
      crash.happens(worker)
    }
    #expect(outcome.code == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains(crash.says), "\(outcome.errors)")
    #expect(outcome.errors.contains("1 of 3 trials failed; the next run tries them again"))
    #expect(outcome.output.contains("3 trials: 2 finished, 1 failed"))
    let rows = try scratch.table("out/trials.csv").rows
    #expect(try rows.map { try $0["status"] }.sorted() == ["failed", "finished", "finished"])
    #expect(
      try scratch.text("out/manifest.json").contains("\"reason\": \"its process was ended")
        || crash.arguments != [])
    let again = try run(scratch)
    #expect(again.code == 0)
    #expect(again.output.contains("(2 were there already)"))
    let whole = try Self.whole.get()
    for name in ["trials.csv", "curves.csv", "layers.csv", "summary.csv"] {
      #expect(try scratch.table("out/\(name)") == whole.table("whole/\(name)"), "\(name)")
    }
  }

  @Test("is told apart from a figure that cannot be drawn, where all trials fail")
  func allFail() throws {
    let scratch = try TestFolder()
    let endless = spec.replacing("\(steps)", with: "1000000000").replacing(
      "[]", with: "[\"convergence\"]")
    try scratch.write(endless, to: "crash.json")
    let outcome = try Program.run(
      ["run", "crash.json", "--out", "out", "--trial-timeout", "0.1"], in: scratch.folder)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("3 of 3 trials failed; the next run tries them again"))
    #expect(!outcome.errors.contains("gnuplot"), "\(outcome.errors)")
    #expect(outcome.output.contains("  adagrad    –   1 of 1 failed\n"), "\(outcome.output)")
    #expect(!outcome.output.contains("figures "), "\(outcome.output)")
    #expect(
      try scratch.table("out/trials.csv").rows.map { try $0["status"] }
        == ["failed", "failed", "failed"])
  }

  @Test("leaves no worker behind when the run itself is killed, and no lock")
  func orphans() throws {
    let scratch = try TestFolder()
    var workers: [Int32] = []
    let killed = try run(scratch, ["--jobs", "2"]) { process in
      workers = Processes.workers(of: process, count: 2)
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(killed.code == SIGKILL)
    #expect(workers.count == 2)
    // The next run need not wait for anything.
    #expect(try run(scratch, ["--jobs", "2"]).code == 0)
    #expect(workers.allSatisfy { !Processes.exists($0) })
  }
}
