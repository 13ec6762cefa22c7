import Foundation
import TestSupport
import Testing

/// Trials of some seconds: long enough to be told to end.
private let longSpec = """
  {
    "name": "long", "seeds": [0, 1],
    "problems": [
      { "name": "p", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 40},
        "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
        "steps": 3000000, "batch_size": 16 }
    ],
    "optimizers": [{"kind": "adam"}], "record": {"every": 100000}, "figures": []
  }
  """

/// The script that Slurm runs, run as Slurm does, with a Slurm that only writes down what it is asked.
@Suite("The script of a task")
struct TaskScriptTests {
  private let scratch: TestFolder
  private let slurm: FakeSlurm

  init() throws {
    scratch = try TestFolder()
    slurm = try FakeSlurm()
  }

  private func submit(_ spec: String, tasks: Int, setup: String? = nil) throws {
    try scratch.write(spec, to: "spec.json")
    if let setup { try scratch.write(setup, to: "setup.sh") }
    let outcome = try Program.run(
      ["submit", "spec.json", "--out", "out", "--shared-ok", "--tasks", "\(tasks)"]
        + (setup == nil ? [] : ["--setup", "setup.sh"]),
      in: scratch.folder, environment: slurm.environment)
    try #require(outcome.code == 0, "\(outcome.errors)")
  }

  private func run(
    place: Int = 1, offset: Int = 0, restarts: Int = 0, whileRunning: (Process) -> Void = { _ in }
  ) throws -> Program.Outcome {
    var environment = slurm.environment
    environment["SLURM_ARRAY_JOB_ID"] = "4001"
    environment["SLURM_ARRAY_TASK_ID"] = "\(place)"
    environment["SLURM_RESTART_COUNT"] = "\(restarts)"
    return try Program.run(
      [scratch.file("out/slurm/task.sbatch").path, "\(offset)"], in: scratch.folder,
      environment: environment, program: URL(fileURLWithPath: "/bin/bash"),
      whileRunning: whileRunning)
  }

  private func state(_ share: Int, _ name: String) throws -> String? {
    try scratch.text("out/slurm/task-\(share).state").split(separator: "\n")
      .first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
  }

  /// Waits until the task has trained a while.
  private func afterSteps(_ body: () -> Void) {
    for _ in 0..<400 {
      usleep(50_000)
      if (try? state(1, "phase")) == "running", (try? state(1, "last"))?.isEmpty == false { break }
    }
    usleep(700_000)
    body()
  }

  @Test(
    "trains the share that is the place in the array and the offset, of as many as the plan has")
  func share() throws {
    try submit(smallSpec, tasks: 3)
    let outcome = try run(place: 1, offset: 2)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("[") && scratch.exists("out/slurm/task-3.state"))
    #expect(try state(3, "phase") == "done" && state(3, "start") == "1")
    for place in 1...2 { #expect(try run(place: place).code == 0) }
    let collected = try Program.run(["collect", "out", "--partial"], in: scratch.folder)
    #expect(collected.code == 0, "\(collected.errors)")
    let whole = try SmallRun.shared.get()
    for name in tables {
      #expect(try scratch.table("out/\(name)") == whole.table("out/\(name)"), "\(name)")
    }
  }

  @Test("near the end of its time writes checkpoints and puts itself back, and goes on from there")
  func nearTheEnd() throws {
    try submit(longSpec, tasks: 1)
    let first = try run { process in afterSteps { kill(process.processIdentifier, SIGUSR1) } }
    #expect(first.errors.contains("interrupted  "), "\(first)")
    #expect(try slurm.said("requeued") == "4001_1\n")
    #expect(try state(1, "phase") == "requeued" && state(1, "code") == "143")
    let checkpoints = try scratch.paths(below: "out/checkpoints")
    #expect(!checkpoints.isEmpty)
    _ = try run(restarts: 1) { process in afterSteps { kill(process.processIdentifier, SIGUSR1) } }
    #expect(try slurm.said("requeued") == "4001_1\n4001_1\n")
    #expect(try state(1, "start") == "2")
  }

  @Test("that is cancelled writes checkpoints and does not put itself back")
  func cancelled() throws {
    try submit(longSpec, tasks: 1)
    // Slurm tells the script and the run; here the script alone is told, and passes it on.
    let outcome = try run { process in afterSteps { kill(process.processIdentifier, SIGTERM) } }
    #expect(outcome.code == 143 && outcome.errors.contains("interrupted  "), "\(outcome.errors)")
    #expect(try slurm.said("requeued") == "" && state(1, "phase") == "stopped")
    #expect(try !scratch.paths(below: "out/checkpoints").isEmpty)
  }

  @Test("stops after two starts without a step, and says why")
  func noProgress() throws {
    // In place of the run something that is told to end before it has done anything.
    try submit(longSpec, tasks: 1, setup: "OPTLAB_RUN='\(scratch.file("stuck.sh").path)'")
    try scratch.writeProgram(
      """
      #!/bin/bash
      trap 'exit 143' TERM
      state=\(scratch.file("out/slurm/task-1.state").path)
      idle=$(sed -n 's/^idle=//p' "$state" 2>/dev/null)
      printf 'start=1\\nidle=%s\\nphase=running\\nlast=x\\n' $((idle + 1)) > "$state"
      for i in $(seq 300); do sleep 0.1; done
      """, to: "stuck.sh")
    for start in 1...2 {
      let outcome = try run(restarts: start - 1) { process in
        afterSteps { kill(process.processIdentifier, SIGUSR1) }
      }
      #expect(outcome.code == (start == 1 ? 9 : 1), "\(start): \(outcome)")
    }
    #expect(try slurm.said("requeued") == "4001_1\n")
    #expect(try state(1, "phase") == "failed")
    #expect(
      try state(1, "reason")
        == "the time (--time) was over twice, and no step was made in between")
  }

  @Test("says what killed its run")
  func killed() throws {
    try submit(longSpec, tasks: 1)
    let outcome = try run { _ in
      afterSteps {
        if let process = try? state(1, "process"), let number = Int32(process) {
          kill(number, SIGKILL)
        }
      }
    }
    #expect(outcome.code == 137)
    #expect(try state(1, "phase") == "failed" && state(1, "reason") == "SIGKILL")
  }
}
