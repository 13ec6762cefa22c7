import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("The progress of a run")
struct ProgressTests {
  private func scratch() throws -> TestFolder {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    return scratch
  }

  // A walk over a surface is the same with each seed, and made once.
  @Test(
    "is a line for each trained trial, counted, and nothing for a quiet run",
    arguments: [([], 10), (["--set", "seeds=[7]"], 6), (["--quiet"], 0)])
  func lines(_ options: [String], count: Int) throws {
    let scratch = try scratch()
    let outcome = try Program.run(
      ["run", "small.json", "--out", "out", "--set", "figures=[]"] + options, in: scratch.folder)
    #expect(outcome.code == 0)
    let lines = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("[") }
    #expect(lines.count == count)
    for (place, line) in lines.enumerated() {
      #expect(line.hasPrefix("[\(place + 1)/\(count)] "), "\(line)")
      #expect(line.contains("finished  loss ") && line.hasSuffix(" s"), "\(line)")
    }
    let trials = Set(
      lines.compactMap { $0.split(separator: "] ").last?.components(separatedBy: "  ").first })
    #expect(trials.count == count, "each trial once: \(trials)")
    if count == 10 { #expect(trials.contains("gan · Adam · seed 1")) }
  }

  @Test("counts what the run itself trains")
  func resumed() throws {
    let scratch = try scratch()
    let call = ["run", "small.json", "--out", "out", "--set", "figures=[]"]
    #expect(try Program.run(call + ["--set", "seeds=[0]"], in: scratch.folder).code == 0)
    let second = try Program.run(call, in: scratch.folder)
    #expect(second.errors.contains("[4/4] ") && !second.errors.contains("/10]"), "\(second.errors)")
  }

  @Test("shows the running trials in a terminal, and leaves none of them there")
  func terminal() throws {
    let run =
      "'\(Program.binary.path)' run small.json --out out --jobs 1 --set problems.0.epochs=20000 "
      + "--set figures=[] --set 'optimizers=[{\"name\": \"Adam\", \"kind\": \"adam\"}]'"
    let scratch = try scratch()
    let outcome = try Program.run(
      ["-qec", run, "/dev/null"], in: scratch.folder, environment: ["TERM": "xterm"],
      program: URL(fileURLWithPath: "/usr/bin/script"))
    #expect(outcome.code == 0, "\(outcome.output)")
    // Swift takes a terminal's end of a line for one character.
    let lines = outcome.output.replacing("\r\n", with: "\n").components(separatedBy: "\n")
    let running =
      lines
      .filter { $0.contains("line · Adam · seed 0  ") && $0.contains(" steps/s  ") }
    #expect(!running.isEmpty)
    for line in running {
      #expect(line.contains("/60000  loss ") && line.hasSuffix(" s left"), "\(line)")
    }
    let whole = lines.filter { $0.hasPrefix("[") && !$0.contains("finished") }
    #expect(whole.contains { $0.contains("]  about ") && $0.contains(" left in all") })
    // As many lines are taken away again as were shown.
    let up = outcome.output.components(separatedBy: "\u{1b}[2A\u{1b}[J").count - 1
    #expect(up > 0 && up == whole.count)
    #expect(!outcome.output.contains("nan"))
  }

  @Test("is plain lines in a terminal that cannot go back", arguments: ["dumb", ""])
  func plain(kind: String) throws {
    let scratch = try scratch()
    let run = "'\(Program.binary.path)' run small.json --out out --set figures=[]"
    let outcome = try Program.run(
      ["-qec", run, "/dev/null"], in: scratch.folder, environment: ["TERM": kind],
      program: URL(fileURLWithPath: "/usr/bin/script"))
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(outcome.output.contains("[10/10] "))
    #expect(!outcome.output.contains("\u{1b}"))
    #expect(outcome.output.contains("; 2 the same as another, trained once"))
  }

  @Test("says at which step a trial diverged, and no loss of another step")
  func diverged() throws {
    let scratch = try scratch()
    let outcome = try Program.run(
      [
        "run", "small.json", "--out", "out", "--set", "figures=[]", "--set", "optimizers.0.lr=1e30",
      ],
      in: scratch.folder)
    let lines = outcome.errors.split(separator: "\n").filter { $0.contains("diverged at step ") }
    #expect(!lines.isEmpty && lines.allSatisfy { !$0.contains("loss") }, "\(outcome.errors)")
  }
}
