import Foundation
import TestSupport
import Testing

@Suite("The status of a submission")
struct ClusterStatusTests {
  private let scratch: TestFolder
  private let slurm: FakeSlurm

  init() throws {
    scratch = try TestFolder()
    slurm = try FakeSlurm()
    try scratch.write(smallSpec, to: "small.json")
    let outcome = try call(["submit", "small.json", "--out", "out", "--shared-ok", "--tasks", "4"])
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  private func call(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(arguments, in: scratch.folder, environment: slurm.environment)
  }

  private func train(_ share: Int) throws {
    let outcome = try call(["run", "out/experiment.json", "--out", "out", "--shard", "\(share)/4"])
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  private func say(_ share: Int, _ lines: [String]) throws {
    try scratch.write(
      (["start=1", "host=n2", "heartbeat=\(Int(Date().timeIntervalSince1970))"] + lines)
        .map { "\($0)\n" }.joined(), to: "out/slurm/task-\(share).state")
  }

  private func lines(_ outcome: Program.Outcome) -> [String] {
    outcome.output.split(separator: "\n").map(String.init)
  }

  @Test("counts trials by their files and tasks by the queue, with the reasons, and ends with 75")
  func working() throws {
    try train(1)
    try slurm.queue([
      "4001_2|RUNNING|None|n1", "4001_3|PENDING|Priority|", "4002|PENDING|Dependency|",
    ])
    try say(4, ["phase=failed", "code=137", "reason=SIGKILL"])
    let outcome = try call(["status", "out"])
    #expect(outcome.code == 75, "\(outcome.errors)")
    let lines = lines(outcome)
    let done = try scratch.paths(below: "out/trials").count { $0.hasSuffix(".safetensors") }
    #expect(
      lines.first
        == "small: \(done) of 10 trials done; 1 of 4 tasks runs, 1 waits (Priority), 1 failed (node n2: "
        + "SIGKILL), 1 is done", "\(outcome.output)")
    #expect(lines.contains { $0.hasPrefix("task 4: failed (node n2: SIGKILL), 0 of ") })
    #expect(lines.last == "to look again: optlab status out; to end it: optlab cancel out")
  }

  @Test("ends with 1 and the command to go on where nobody works, and with 0 where all is done")
  func ends() throws {
    try train(1)
    let stuck = try call(["status", "out"])
    #expect(stuck.code == 1 && lines(stuck).last == "to go on: optlab submit --again out")
    #expect(lines(stuck)[0].contains("3 are not in the queue"))
    for share in 2...4 { try train(share) }
    let done = try call(["status", "out"])
    #expect(done.code == 0 && lines(done).last == "to go on: optlab collect out", "\(done.output)")
    #expect(lines(done)[0] == "small: 10 of 10 trials done; all 4 tasks are done")
    #expect(try call(["collect", "out"]).code == 0)
    #expect(lines(try call(["status", "out"])).last == "report: out/report.html")
    #expect(try call(["submit", "--again", "out"]).output.hasPrefix("nothing to submit"))
  }

  @Test("of a task that ends while Slurm is asked is that it is done")
  func endsMeanwhile() throws {
    try slurm.queue([2, 3, 4].map { "4001_\($0)|PENDING|Priority|" })
    let folder = scratch.folder.path
    try slurm.scratch.writeProgram(
      """
      #!/bin/bash
      cd '\(folder)' && '\(Program.binary.path)' run out/experiment.json --out out --shard 1/4 \\
        --state out/slurm/task-1.state >/dev/null 2>&1
      cat '\(slurm.scratch.file("queue").path)'

      """, to: "bin/squeue")
    let outcome = try call(["status", "out"])
    #expect(outcome.code == 75, "\(outcome.errors)")
    #expect(lines(outcome)[0].contains("3 wait (Priority), 1 is done"), "\(outcome.output)")
  }

  @Test("does without squeue, and says so")
  func noQueue() throws {
    try say(1, ["phase=running"])
    let outcome = try Program.run(
      ["status", "out"], in: scratch.folder, environment: pathWithoutSlurm)
    #expect(outcome.code == 75, "\(outcome)")
    #expect(outcome.output.contains("1 of 4 tasks runs, 3 are unknown"), "\(outcome.output)")
    #expect(outcome.output.contains("Slurm was not asked: there is no squeue"))
  }

  @Test("has an object for programs")
  func json() throws {
    let outcome = try call(["status", "out", "--json"])
    #expect(outcome.code == 1)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(object?["trials"] as? Int == 10 && object?["done"] as? Int == 0)
    #expect((object?["tasks"] as? [[String: Any]])?.count == 4)
  }

  @Test("knows what was cancelled, which is every job in the queue")
  func cancelled() throws {
    try slurm.queue(["4001_1|RUNNING|None|n1", "4002|PENDING|Dependency|"])
    let outcome = try call(["cancel", "out"])
    #expect(outcome.code == 0 && outcome.output.hasPrefix("cancelled: 4001, 4002\n"), "\(outcome)")
    #expect(try slurm.said("cancelled") == "4001 4002\n")
    try slurm.queue([])
    try say(1, ["phase=stopped", "code=143"])
    let status = try call(["status", "out"])
    #expect(status.code == 1 && lines(status)[0].contains("4 were cancelled"), "\(status.output)")
  }

  @Test("of a folder that was not submitted is refused with what it lacks")
  func notSubmitted() throws {
    #expect(try call(["run", "small.json", "--out", "plain", "--set", "figures=[]"]).code == 0)
    for command in ["status", "cancel"] {
      let outcome = try call([command, "plain"])
      #expect(outcome.code == 66, "\(outcome)")
      #expect(outcome.errors.contains("`optlab submit` submitted nothing from there"))
    }
  }

  @Test("and the collection name a trial's failure and the shares that lack something")
  func failures() throws {
    let failed = try call([
      "run", "out/experiment.json", "--out", "out", "--shard", "2/4", "--trial-timeout", "1e-9",
    ])
    #expect(failed.code == 1)
    let status = try call(["status", "out"])
    #expect(status.output.contains("tried on "), "\(status.output)")
    let collected = try call(["collect", "out", "--partial"])
    #expect(collected.code == 1 && scratch.exists("out/report.html"))
    #expect(collected.errors.contains(": failed: "), "\(collected.errors)")
    #expect(collected.errors.contains("to go on: optlab submit --again out"))
    #expect(try scratch.text("out/manifest.json").contains("tried on "))
  }
}
