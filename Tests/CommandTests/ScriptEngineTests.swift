import Foundation
import TestSupport
import Testing

@Suite("The status of a run in shares without a queue")
struct ScriptEngineTests {
  private let scratch: TestFolder

  init() throws {
    scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    let outcome = try call([
      "submit", "small.json", "--out", "out", "--engine", "script", "--tasks", "4",
    ])
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  private func call(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(arguments, in: scratch.folder, environment: pathWithoutSlurm)
  }

  private func shares(_ places: String...) throws -> Program.Outcome {
    try Program.run(places, in: scratch.folder, program: scratch.file("out/shares.sh"))
  }

  private func lines(_ outcome: Program.Outcome) -> [String] {
    outcome.output.split(separator: "\n").map(String.init)
  }

  /// The script as the status names it: by the folder's real path.
  private var script: String {
    // The C library's text, copied at once.
    guard let folder = unsafe realpath(scratch.file("out").path, nil) else { return "" }
    defer { unsafe free(folder) }
    return unsafe String(cString: folder) + "/shares.sh"
  }

  @Test("knows what was trained, and names the script with the shares to go on")
  func counts() throws {
    let begun = try call(["status", "out"])
    #expect(begun.code == 1 && !begun.output.contains("Slurm"), "\(begun)")
    #expect(
      lines(begun)[0] == "small: 0 of 10 trials done; 0 of 4 tasks run, 4 were not begun",
      "\(begun.output)")
    #expect(lines(begun).last == "to go on: \(script) 1 2 3 4")
    #expect(try shares("2").code == 0)
    #expect(try shares("1", "4").code == 0)
    let some = try call(["status", "out"])
    #expect(some.code == 1 && lines(some)[0].hasSuffix("1 was not begun, 3 are done"), "\(some)")
    #expect(lines(some).last == "to go on: \(script) 3")
    let partial = try call(["collect", "out", "--partial"])
    #expect(partial.code == 1)
    #expect(partial.errors.contains("of the share 3/4; to go on: \(script) 3\n"))
    #expect(try shares().code == 0)
    let done = try call(["status", "out"])
    #expect(done.code == 0 && lines(done).last == "report: out/report.html", "\(done)")
    let again = try call(["submit", "--again", "out"])
    #expect(again.code == 64 && again.errors.contains("its shares were not given to Slurm"))
  }

  @Test("tells a share that runs from one that was killed, told to end, or failed")
  func endings() throws {
    func say(_ share: Int, _ lines: [String]) throws {
      let now = Int(Date().timeIntervalSince1970)
      try scratch.write(
        (["start=1", "heartbeat=\(now)"] + lines).map { "\($0)\n" }.joined(),
        to: "out/shares/task-\(share).state")
    }
    // The second is of a machine that cannot be asked, and was heard of lately.
    let host = try ownHost
    try say(1, ["phase=running", "host=\(host)", "process=\(getpid())"])
    try say(2, ["phase=running", "host=elsewhere", "process=99999999"])
    try say(3, ["phase=stopped", "host=elsewhere", "code=143"])
    try say(4, ["phase=failed", "host=elsewhere", "code=74", "reason=cannot write x: no space"])
    let outcome = try call(["status", "out"])
    #expect(outcome.code == 75, "\(outcome)")
    #expect(
      lines(outcome)[0].hasSuffix(
        "2 of 4 tasks run, 1 failed (node elsewhere: cannot write x: no space), 1 was cancelled"),
      "\(outcome.output)")
    #expect(lines(outcome).last == "to look again: optlab status out")
    try say(1, ["phase=running", "host=\(host)", "process=99999999"])
    try say(2, ["phase=running", "host=elsewhere", "process=1"])
    try scratch.write(
      scratch.text("out/shares/task-2.state").replacing("heartbeat=", with: "heartbeat=1\nwas="),
      to: "out/shares/task-2.state")
    let lost = try call(["status", "out"])
    #expect(lost.code == 1 && lines(lost)[0].contains("2 are lost"), "\(lost.output)")
  }

  /// As the states name this machine.
  private var ownHost: String {
    get throws {
      #expect(try shares("1").code == 0)
      let text = try scratch.text("out/shares/task-1.state")
      let line = text.split(separator: "\n").first { $0.hasPrefix("host=") }
      // So that it has something to do again.
      try FileManager.default.removeItem(at: scratch.file("out/trials"))
      return try String(#require(line).dropFirst("host=".count))
    }
  }

  @Test("has the end of a run from the run itself, with its code and its reason")
  func ended() throws {
    #expect(try shares("1").code == 0)
    let state = try scratch.text("out/shares/task-1.state")
    #expect(state.contains("phase=done\ncode=0\n"), "\(state)")
    let outcome = try call([
      "run", "out/experiment.json", "--out", "out", "--shard", "2/4", "--trial-timeout", "1e-9",
      "--state", "out/shares/task-2.state",
    ])
    #expect(outcome.code == 1)
    let failed = try scratch.text("out/shares/task-2.state")
    #expect(failed.contains("phase=failed\ncode=1\n"), "\(failed)")
  }

  @Test("is not mixed with that of a queue")
  func engines() throws {
    let slurm = try FakeSlurm()
    let arguments = ["submit", "small.json", "--out", "queued", "--tasks", "2"]
    let queued = try Program.run(
      arguments + ["--shared-ok"], in: scratch.folder, environment: slurm.environment)
    #expect(queued.code == 0, "\(queued.errors)")
    let script = try call(arguments + ["--engine", "script"])
    #expect(script.code == 73 && script.errors.contains("was submitted to Slurm"), "\(script)")
    let cancelled = try call(["cancel", "out"])
    #expect(cancelled.code == 64 && cancelled.errors.contains("SIGTERM"), "\(cancelled)")
  }
}
