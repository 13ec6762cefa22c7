import Foundation
import TestSupport
import Testing

/// Four trials, each with a checkpoint at every look at the clock.
private let spec = """
  {
    "name": "l", "seeds": [0, 1, 2, 3],
    "problems": [
      { "name": "p", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 40},
        "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
        "steps": 400, "batch_size": 16 }
    ],
    "optimizers": [{"kind": "adam"}], "record": {"every": 5}, "figures": []
  }
  """

@Suite(
  "A file system without locks", .enabled(if: CLibrary.canBeMade, "no C compiler is installed"))
struct LockTests {
  private let scratch: TestFolder
  private let library: String

  init() throws {
    scratch = try TestFolder()
    library = try CLibrary.make("Tests/Torture/locks.c", in: scratch)
    try scratch.write(spec, to: "l.json")
  }

  private func run(_ arguments: [String], error: Int32) throws -> Program.Outcome {
    try Program.run(
      arguments, in: scratch.folder,
      environment: ["LD_PRELOAD": library, "LOCKS_ERRNO": "\(error)"])
  }

  @Test(
    "is warned of once, and used", arguments: [ENOSYS, ENOLCK, EOPNOTSUPP, EBADF, EINVAL])
  func warned(error: Int32) throws {
    let whole = try Program.run(["run", "l.json", "--out", "whole"], in: scratch.folder)
    #expect(whole.code == 0, "\(whole.errors)")
    let outcome = try run(["run", "l.json", "--out", "out"], error: error)
    #expect(outcome.code == 0, "\(outcome.errors)")
    // The C library's text, copied at once.
    let reason = unsafe String(cString: strerror(error))
    let warning = "optlab: out: the file system has no locks (\(reason)), so another run in this"
    #expect(outcome.errors.components(separatedBy: warning).count == 2, "\(outcome.errors)")
    for share in ["1/2", "2/2"] {
      let shard = try run(["run", "l.json", "--out", "shards", "--shard", share], error: error)
      #expect(shard.code == 0, "\(shard.errors)")
      #expect(shard.errors.contains("optlab: shards: the file system has no locks"))
    }
    #expect(try run(["collect", "shards"], error: error).code == 0)
    #expect(try run(["clean", "shards"], error: error).code == 0)
    for folder in ["out", "shards"] {
      #expect(try scratch.table("\(folder)/curves.csv") == scratch.table("whole/curves.csv"))
    }
  }

  @Test("whose locks everybody gets takes two runs of one share, and both end well")
  func twice() throws {
    let whole = try Program.run(["run", "l.json", "--out", "whole"], in: scratch.folder)
    #expect(whole.code == 0, "\(whole.errors)")
    for attempt in 0..<3 {
      let out = "out\(attempt)"
      let arguments = [
        "run", "l.json", "--out", out, "--shard", "1/1", "--checkpoint-every", "0.000001",
      ]
      var second: Program.Outcome?
      let first = try run(arguments, error: 0) { _ in second = try? run(arguments, error: 0) }
      #expect(first.code == 0, "\(first.errors)")
      #expect(second?.code == 0, "\(second?.errors ?? "")")
      #expect(try run(["collect", out], error: 0).code == 0)
      #expect(try scratch.table("\(out)/curves.csv") == scratch.table("whole/curves.csv"))
      let left = try scratch.paths(below: out).filter { $0.hasSuffix(".tmp") }
      #expect(left == [])
    }
  }

  private func run(
    _ arguments: [String], error: Int32, whileRunning: (Process) -> Void
  ) throws -> Program.Outcome {
    try Program.run(
      arguments, in: scratch.folder,
      environment: ["LD_PRELOAD": library, "LOCKS_ERRNO": "\(error)"], whileRunning: whileRunning)
  }
}
