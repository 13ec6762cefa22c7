import ExperimentReport
import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("A run in shards")
struct ShardTests {
  private func run(_ arguments: [String], _ scratch: TestFolder) throws -> Program.Outcome {
    try scratch.write(smallSpec, to: "small.json")
    return try Program.run(arguments, in: scratch.folder)
  }

  @Test("is refused by the collection while something is missing, which it names")
  func missing() throws {
    let scratch = try TestFolder()
    let shard = try run(["run", "small.json", "--out", "out", "--shard", "1/3"], scratch)
    #expect(shard.code == 0, "\(shard.errors)")
    #expect(shard.output.hasSuffix("when all shards are done: optlab collect out\n"))
    let outcome = try run(["collect", "out"], scratch)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("trial 1, line · Adam · seed 1\n"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("trial 0, "))
    #expect(
      outcome.errors.contains(
        "trials have no result, of the shares 2/3 3/3; run their shards again"))
    #expect(!FileManager.default.fileExists(atPath: scratch.file("out/curves.csv").path))
  }

  @Test("that is collected before its end says on all that it writes how many trials it is of")
  func stamp() throws {
    let scratch = try TestFolder()
    #expect(try run(["run", "small.json", "--out", "out", "--shard", "1/5"], scratch).code == 0)
    let outcome = try run(["collect", "out", "--partial"], scratch)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("optlab: of 3 of 12 trials: the others have no result yet\n"))
    #expect(try scratch.text("out/report.html").contains(#"<p class="stamp">3 of 12 trials</p>"#))
    #expect(try scratch.text("out/results.md").contains("Of 3 of 12 trials: the others have no"))
    #expect(try scratch.text("out/convergence.gp").contains("small: Convergence (3 of 12 trials)"))
    // Nothing is compared yet.
    #expect(!outcome.errors.contains("gnuplot"), "\(outcome.errors)")
    #expect(
      outcome.errors.contains(
        "optlab: improvement is not drawn: the trials that it would show have no result yet\n"),
      "\(outcome.errors)")
    for share in 2...5 {
      #expect(
        try run(["run", "small.json", "--out", "out", "--shard", "\(share)/5"], scratch).code == 0)
    }
    #expect(try run(["collect", "out"], scratch).code == 0)
    #expect(try !scratch.text("out/report.html").contains(#"class="stamp""#))
    #expect(try !scratch.text("out/results.md").contains("of 12 trials"))
    #expect(scratch.exists("out/improvement.svg"))
  }

  @Test("at the same time leaves what a single run does, byte for byte")
  func together() throws {
    let scratch = try TestFolder()
    let one = try SmallRun.shared.get()
    try scratch.write(one.text("small.json"), to: "small.json")
    let processes = try (1...4).map { index in
      let process = Process()
      process.executableURL = Program.binary
      process.arguments = [
        "run", "small.json", "--out", "out", "--shard", "\(index)/4", "--jobs", "1", "--quiet",
      ]
      process.currentDirectoryURL = scratch.folder
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      return process
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let outcome = try Program.run(["collect", "out"], in: scratch.folder)
    #expect(outcome.code == 0, "\(outcome.errors)")
    for name in tables {
      #expect(try one.table("out/\(name)") == scratch.table("out/\(name)"), "\(name)")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: one.file("out").path)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.file("out").path).sorted()
        == files.sorted())
    for name in files
    where name.hasSuffix(".gp") || name.hasSuffix(".u8") || name == "experiment.json" {
      #expect(try untimed("out/\(name)", one) == untimed("out/\(name)", scratch), "\(name)")
    }
    // All of it is there for a plain run as well.
    #expect(
      try Program.run(
        ["run", "small.json", "--out", "out", "--set", "figures=[]"], in: scratch.folder
      ).output
        .contains("12 finished (12 were there already)"))
  }

  @Test("is refused beside another experiment's shard or a plain run, and starts over beside none")
  func others() throws {
    let scratch = try TestFolder()
    let long = ["--set", "problems.0.epochs=100000", "--out", "out"]
    try scratch.write(smallSpec, to: "small.json")
    let outcome = try Program.run(
      ["run", "small.json", "--shard", "1/2"] + long, in: scratch.folder
    ) { process in
      _ = Processes.workers(of: process)
      let calls: [([String], Int32, String)] = [
        (["run", "small.json", "--out", "out", "--shard", "2/2"], 65, "on another experiment"),
        (["run", "small.json"] + long, 75, "process \(process.processIdentifier) on "),
        (
          ["run", "small.json", "--shard", "1/2", "--wait-for-share", "0.2", "--fresh"] + long, 75,
          "shard 1/2"
        ),
        (["collect", "out"], 75, "is in use by another run"),
        (["clean", "out"], 75, "is in use by another run"),
        (["run", "small.json", "--out", "out", "--shard", "3/2"], 64, "is no share such as 2/8"),
      ]
      for (arguments, code, says) in calls {
        let other = try? Program.run(arguments, in: scratch.folder)
        #expect(other?.code == code, "\(arguments): \(other?.errors ?? "")")
        #expect(other?.errors.contains(says) == true, "\(other?.errors ?? "")")
      }
      kill(process.processIdentifier, SIGINT)
    }
    #expect(outcome.code == 130, "\(outcome.errors)")
  }

  /// The lines of a file that do not depend on seconds, which differ from run to run. What a figure
  /// of convergence says of itself does, and over how many lines: the order after so many seconds is
  /// part of it. Its panels are compared.
  private func untimed(_ path: String, _ scratch: TestFolder) throws -> [Data] {
    let word = Data("seconds".utf8)
    let lines = try Data(contentsOf: scratch.file(path)).split(separator: UInt8(ascii: "\n"))
      .filter { $0.range(of: word) == nil }.map { Data($0) }
    guard path.hasSuffix("/convergence.gp") else { return lines }
    return Array(try lines[#require(lines.firstIndex(of: Data("# Panel 1.".utf8)))...])
  }
}
