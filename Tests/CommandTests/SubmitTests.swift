import Foundation
import SpecLanguage
import TestSupport
import Testing

/// Twelve trials of a moment each.
private let spec = """
  {
    "name": "sub", "seeds": [0, 1, 2, 3, 4, 5],
    "problems": [
      { "name": "p", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 40},
        "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
        "steps": 40, "batch_size": 16 }
    ],
    "optimizers": [{"kind": "adam"}, {"kind": "momentum"}], "record": {"every": 5}, "figures": []
  }
  """

@Suite("A submission to Slurm")
struct SubmitTests {
  private let scratch: TestFolder

  init() throws {
    scratch = try TestFolder()
    try scratch.write(spec, to: "sub.json")
  }

  private func submit(
    _ arguments: [String], _ slurm: FakeSlurm, out: String = "out", isShared: Bool = true
  ) throws -> Program.Outcome {
    try Program.run(
      ["submit", "sub.json", "--out", out] + (isShared ? ["--shared-ok"] : []) + arguments,
      in: scratch.folder, environment: slurm.environment)
  }

  @Test("gives sbatch an array and what collects after it, and its own words last")
  func submitted() throws {
    let slurm = try FakeSlurm()
    try slurm.queue([
      "4001_1|RUNNING|None|n1", "4001_2|PENDING|Resources|", "4001_3|PENDING|Resources|",
    ])
    let began = Date()
    let outcome = try submit(
      [
        "--tasks", "3", "--time", "0:30:00", "--at-most", "2", "--", "--constraint=milan", "-p",
        "long",
      ],
      slurm)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(Date().timeIntervalSince(began) < 5)
    #expect(
      outcome.output.hasPrefix("sub: 12 trials in 3 tasks, at most 4 trials and about 1 s each\n"),
      "\(outcome.output)")
    #expect(
      outcome.output.contains("array    4001 (tasks 1-3)\ncollect  4002, when they are over\n"))
    #expect(outcome.output.contains("now      1 run, 2 wait (Resources)\n"))
    let folder = try #require(realPath("out"))
    let calls = try slurm.calls
    try #require(calls.count == 2)
    #expect(
      calls[0] == [
        "--parsable", "--array=1-3%2", "--output=\(folder)/slurm/%A_%a.log", "--chdir=\(folder)",
        "--constraint=milan", "-p", "long", "\(folder)/slurm/task.sbatch", "0",
      ])
    #expect(
      calls[1].contains("--dependency=afterany:4001") && calls[1].contains("--constraint=milan"))
    #expect(calls[1].last == "\(folder)/slurm/collect.sbatch")
    let script = try scratch.text("out/slurm/task.sbatch")
    for line in [
      "#SBATCH --time=0:30:00", "#SBATCH --requeue", "#SBATCH --open-mode=append",
      "#SBATCH --signal=B:USR1@90", "optlab='\(try #require(realPath(of: Program.binary.path)))'",
    ] {
      #expect(script.contains("\n\(line)\n"), "\(line)")
    }
    // What the tasks train is written down, whatever becomes of the spec.
    #expect(scratch.exists("out/experiment.json") && scratch.exists("out/manifest.json"))
  }

  @Test("of more tasks than an array may have is several arrays, with each share once")
  func manyTasks() throws {
    let slurm = try FakeSlurm(largestArray: 1001)
    let seeds = (0..<1250).map { "\($0)" }.joined(separator: ", ")
    try scratch.write(spec.replacing("[0, 1, 2, 3, 4, 5]", with: "[\(seeds)]"), to: "sub.json")
    let outcome = try submit(["--tasks", "2500"], slurm)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let calls = try slurm.calls
    try #require(calls.count == 4)
    var shares: [Int] = []
    for call in calls.dropLast() {
      let array = try #require(call.first { $0.hasPrefix("--array=") }).dropFirst("--array=".count)
      let ends = array.split(separator: "-").compactMap { Int($0) }
      let offset = try #require(call.last.flatMap { Int($0) })
      #expect(ends[1] <= 1000)
      shares += (ends[0]...ends[1]).map { $0 + offset }
    }
    #expect(shares == Array(1...2500))
    #expect(calls[3].contains("--dependency=afterany:4001:4002:4003"))
  }

  /// Arguments, the exit code, and a part of what is said.
  static let refusals: [(arguments: [String], code: Int32, says: String)] = [
    (["--partition", "nope"], 64, "there is no partition \"nope\"; there is debug, long"),
    (
      ["--time", "2:00:00"], 64,
      "--time 2:00:00 is more than the partition \"debug\" allows, 1:00:00"
    ),
    (["--time", "8-0", "--partition", "debug,long"], 64, "\"long\" allows, 7-00:00:00"),
    (["--time", "soon"], 64, "--time is no \"soon\"; minutes, or 2:30:00"),
    (["--account", "a b"], 64, "--account is no \"a b\""),
    (["--", "--array=1-2"], 64, "--array=1-2 would change which shares are trained"),
    (["--tasks", "0"], 64, "--tasks is a number from 1"),
    (["--tasks", "2", "--task-minutes", "3"], 64, "--tasks or --task-minutes, not both"),
    (["--setup", "none.sh"], 66, "none.sh"),
    (["--again", "out"], 64, "a spec, or --again"),
  ]

  @Test(
    "that the cluster would refuse is refused before anything is written",
    arguments: refusals.indices)
  func refused(place: Int) throws {
    let (arguments, code, says) = Self.refusals[place]
    let slurm = try FakeSlurm()
    let outcome = try submit(arguments, slurm)
    #expect(outcome.code == code, "\(outcome.errors)")
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
    #expect(try slurm.calls.isEmpty && !scratch.exists("out"))
  }

  @Test("ends with 69 where there is no Slurm, and says what to do; a dry run needs none")
  func noSlurm() throws {
    let arguments = ["submit", "sub.json", "--out", "out", "--shared-ok", "--tasks", "4"]
    let outcome = try Program.run(arguments, in: scratch.folder, environment: pathWithoutSlurm)
    #expect(outcome.code == 69)
    #expect(
      outcome.errors.contains(
        "there is no sbatch in the folders of PATH, so there is no Slurm here")
        && outcome.errors.contains("--engine script"), "\(outcome.errors)")
    let dry = try Program.run(
      arguments + ["--dry-run"], in: scratch.folder, environment: pathWithoutSlurm)
    #expect(dry.code == 0, "\(dry.errors)")
    #expect(
      dry.output.contains("#SBATCH --requeue")
        && dry.output.contains("collect \"$folder\" --partial"))
    #expect(
      dry.output.hasSuffix("sub: 12 trials in 4 tasks, at most 3 trials and about 1 s each\n"))
    #expect(!scratch.exists("out"))
  }

  @Test("into a folder on a disk of this machine is refused, unless the user knows better")
  func localDisk() throws {
    let slurm = try FakeSlurm()
    let outcome = try submit([], slurm, isShared: false)
    #expect(outcome.code == 73, "\(outcome.errors)")
    #expect(outcome.errors.contains("is on a disk of this machine ("), "\(outcome.errors)")
    #expect(outcome.errors.contains("--shared-ok"))
    #expect(try slurm.calls.isEmpty && !scratch.exists("out"))
  }

  @Test("whose folder of logs cannot be made submits nothing")
  func noLogs() throws {
    let slurm = try FakeSlurm()
    try scratch.write("", to: "out/slurm")
    let outcome = try submit([], slurm)
    #expect(outcome.code == 73, "\(outcome.errors)")
    #expect(outcome.errors.contains("out/slurm"), "\(outcome.errors)")
    #expect(try slurm.calls.isEmpty)
  }

  @Test(
    "that sbatch refuses half-way keeps and names what is in the queue, and adds the rest again")
  func halfWay() throws {
    var slurm = try FakeSlurm(
      largestArray: 6,
      refusals: (from: 2, words: "Batch job submission failed: Job violates accounting policy"))
    let outcome = try submit(["--tasks", "12"], slurm)
    #expect(outcome.code == 69, "\(outcome.errors)")
    #expect(
      outcome.errors.contains(
        "sbatch refused tasks 6-10: Batch job submission failed: Job violates"),
      "\(outcome.errors)")
    #expect(outcome.errors.contains("submitted before it, and kept: 4001 (tasks 1-5)"))
    #expect(outcome.errors.contains("optlab submit --again"))
    slurm = try FakeSlurm(largestArray: 6)
    try slurm.queue((1...5).map { "4001_\($0)|PENDING|Priority|" })
    let again = try Program.run(
      ["submit", "--again", "out"], in: scratch.folder, environment: slurm.environment)
    #expect(again.code == 0, "\(again.errors)")
    let calls = try slurm.calls
    #expect(
      calls.map { $0[1] } == ["--array=1-5", "--array=1-2", "--dependency=afterany:4001:4001:4002"])
    #expect(calls.dropLast().map(\.last) == ["5", "10"])
  }

  @Test("once more leaves scripts that were edited, and says so; not while tasks are in the queue")
  func edited() throws {
    let slurm = try FakeSlurm()
    #expect(try submit(["--tasks", "2"], slurm).code == 0)
    let script = try scratch.text("out/slurm/task.sbatch")
    let own = script.replacing("# module load …", with: "module load gcc")
    try scratch.write(own, to: "out/slurm/task.sbatch")
    let again = try Program.run(
      ["submit", "--again", "out", "--time", "0:40:00"], in: scratch.folder,
      environment: slurm.environment)
    #expect(again.code == 0, "\(again.errors)")
    #expect(again.errors.contains("task.sbatch was changed, and is used as it is"))
    #expect(try slurm.calls[2].contains("--time=0:40:00"))
    #expect(try scratch.text("out/slurm/task.sbatch") == own)
    try slurm.queue(["4003_1|RUNNING|None|n1"])
    let busy = try submit(["--tasks", "2"], slurm)
    #expect(busy.code == 75 && busy.errors.contains("in the queue already"), "\(busy.errors)")
  }

  @Test("without a scheduler is a script, which trains and collects all")
  func script() throws {
    let outcome = try Program.run(
      [
        "submit", "sub.json", "--out", "a b'c\"d$(touch canary)", "--engine", "script", "--tasks",
        "3",
      ],
      in: scratch.folder, environment: pathWithoutSlurm)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let script = scratch.file("a b'c\"d$(touch canary)/shares.sh")
    let first = try Program.run(["2"], in: scratch.folder, program: script)
    #expect(first.code == 0 && first.output.hasPrefix("4 trials: 4 finished\n"), "\(first)")
    let all = try Program.run([], in: scratch.folder, program: script)
    #expect(all.code == 0 && all.output.contains("12 trials: 12 finished"), "\(all)")
    #expect(!scratch.exists("canary"))
    let plain = try Program.run(["run", "sub.json", "--out", "whole"], in: scratch.folder)
    #expect(plain.code == 0)
    #expect(
      try scratch.table("a b'c\"d$(touch canary)/curves.csv") == scratch.table("whole/curves.csv"))
  }

  @Test("is told how long trials take by a pilot, which leaves nothing behind")
  func pilot() throws {
    let arguments = ["submit", "sub.json", "--out", "out", "--dry-run", "--pilot"]
    let outcome = try Program.run(
      arguments + ["--set", "problems.0.steps=400000", "--set", "record.every=100000"],
      in: scratch.folder, environment: pathWithoutSlurm)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let line = try #require(
      outcome.errors.split(separator: "\n").first { $0.hasPrefix("optlab: pilot: ") })
    #expect(line.contains(" of 400000 steps in ") && line.contains(" s, "), "\(line)")
    let words = line.split(separator: " ").map(String.init)
    let pace = try #require(words.last { Double($0) != nil }.flatMap { Double($0) })
    #expect(pace > 0.01 && pace < 1000 && line.hasSuffix(" times what the spec lets expect"))
    #expect(!scratch.exists("out"))
    let both = try Program.run(
      ["submit", "--again", "out", "--pilot"], in: scratch.folder, environment: pathWithoutSlurm)
    #expect(both.code == 64 && both.errors.contains("--pilot"), "\(both.errors)")
  }

  private func realPath(_ name: String) -> String? { realPath(of: scratch.file(name).path) }

  private func realPath(of path: String) -> String? {
    guard let text = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}
