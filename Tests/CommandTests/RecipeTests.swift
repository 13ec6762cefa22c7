import Foundation
import TestSupport
import Testing

/// What `docs/cluster.md` tells users of other schedulers to write, with the variables that these set.
@Suite("A recipe for another scheduler")
struct RecipeTests {
  private let scratch: TestFolder
  private let page: String

  init() throws {
    scratch = try TestFolder()
    page = try String(
      contentsOf: Program.repository.appendingPathComponent("docs/cluster.md"), encoding: .utf8)
    try scratch.write(smallSpec, to: "study.json")
    try scratch.write("", to: "bin/empty")
    for place in ["bin/optlab", "optlab"] {
      try FileManager.default.createSymbolicLink(
        at: scratch.file(place), withDestinationURL: Program.binary)
    }
  }

  /// The only part of the page between two texts.
  private func part(from begin: String, to end: String) throws -> String {
    let parts = page.components(separatedBy: begin)
    try #require(parts.count == 2, "\(begin) is there \(parts.count - 1) times")
    return try #require(parts[1].components(separatedBy: end).first)
  }

  /// The block of shell under a name in bold.
  private func block(_ name: String) throws -> String {
    let own = try part(from: "**\(name)**", to: "\n**")
    let block = try #require(own.components(separatedBy: "```sh\n").dropFirst().first)
    return try #require(block.components(separatedBy: "```").first)
  }

  /// The page's folders are ours.
  private func moved(_ text: String) -> String {
    text.replacing("/project/me", with: scratch.folder.path)
      .replacing("/data/", with: "\(scratch.folder.path)/")
  }

  private func shell(
    _ text: String, _ variables: [String: String] = [:], by name: String = "bash",
    whileRunning: (Process) -> Void = { _ in }
  ) throws -> Program.Outcome {
    try scratch.write(text, to: "script")
    var environment = variables
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    environment["PATH"] = "\(scratch.file("bin").path):\(path)"
    return try Program.run(
      ["script"], in: scratch.folder, environment: environment,
      program: URL(fileURLWithPath: "/bin/\(name)"), whileRunning: whileRunning)
  }

  /// That a folder has what one run leaves.
  private func compare() throws {
    let whole = try SmallRun.shared.get()
    for name in tables {
      #expect(try scratch.table("study/\(name)") == whole.table("out/\(name)"), "\(name)")
    }
  }

  /// Trains all shares by a recipe, with a look at the status after each, and collects.
  private func train(_ recipe: String, variable: String, collecting: String) throws {
    let submitted = try Program.run(
      ["submit", "study.json", "--out", "study", "--engine", "script", "--tasks", "4"],
      in: scratch.folder)
    try #require(submitted.code == 0, "\(submitted.errors)")
    for place in 1...4 {
      let outcome = try shell(moved(recipe), [variable: "\(place)"])
      #expect(outcome.code == 0, "\(place): \(outcome.errors)")
      let status = try Program.run(["status", "study"], in: scratch.folder)
      #expect(
        status.output.contains(place == 4 ? "all 4 tasks are done" : "\(4 - place) w"),
        "\(status.output)")
    }
    let collected = try shell(moved(collecting))
    #expect(collected.code == 0, "\(collected.errors)")
    try compare()
  }

  @Test("of PBS trains the share of its place")
  func pbs() throws {
    let collecting = try part(from: "`qsub -W depend=afterany:JOB[] -- ", to: "`")
    try train(block("PBS"), variable: "PBS_ARRAY_INDEX", collecting: collecting)
  }

  @Test("of Grid Engine trains the share of its place")
  func gridEngine() throws {
    let collecting = try part(from: "`qsub -hold_jid array.sh -b y ", to: "`")
    try train(block("Grid Engine"), variable: "SGE_TASK_ID", collecting: collecting)
  }

  @Test("of Grid Engine has its word before the end lead to checkpoints")
  func notified() throws {
    let long = try Program.run(
      [
        "submit", "study.json", "--out", "study", "--engine", "script", "--tasks", "1", "--set",
        "problems.0.epochs=1000000",
      ], in: scratch.folder)
    try #require(long.code == 0, "\(long.errors)")
    let outcome = try shell(moved(block("Grid Engine")), ["SGE_TASK_ID": "1"]) { process in
      for _ in 0..<1200 {
        usleep(50_000)
        let state = try? scratch.text("study/shares/task-1.state")
        if state?.contains("last=trains") == true { break }
      }
      usleep(500_000)
      kill(process.processIdentifier, SIGUSR2)
    }
    #expect(outcome.code == 143, "\(outcome)")
    #expect(outcome.errors.contains("interrupted"), "\(outcome.errors)")
    #expect(try scratch.text("study/shares/task-1.state").contains("phase=stopped\n"))
  }

  @Test("of LSF trains the share of its place")
  func lsf() throws {
    let command = try part(from: "`bsub -J \"study[1-50]\" -W 60 -wt 2 -wa TERM '", to: "'`")
    let collecting = try part(from: "`bsub -w 'ended(\"study\")' ", to: "`")
    try train(command, variable: "LSB_JOBINDEX", collecting: collecting)
  }

  @Test("of Kubernetes has places from 0, and as many shares as completions")
  func kubernetes() throws {
    let count = try #require(Int(try part(from: "completions: ", to: "\n")))
    let command = try part(from: "command: [sh, -c, '", to: "']")
    #expect(command.contains("/\(count)"))
    for place in 0..<count {
      let outcome = try shell(moved(command), ["JOB_COMPLETION_INDEX": "\(place)"], by: "sh")
      #expect(outcome.code == 0, "\(place): \(outcome.errors)")
    }
    #expect(try Program.run(["collect", "study"], in: scratch.folder).code == 0)
    try compare()
  }

  @Test("of GitHub Actions lays the folders of machines without a common disk over each other")
  func matrix() throws {
    let shares = try part(from: "matrix: {share: [", to: "]}").components(separatedBy: ", ")
    let command = try part(from: "- run: ./optlab run ", to: "\n")
    for share in shares {
      let words = "./optlab run " + command.replacing("${{ matrix.share }}", with: share)
      let outcome = try shell(words)
      #expect(outcome.code == 0, "\(share): \(outcome.errors)")
      // Hidden files are not uploaded.
      let moved = try shell(
        "find study -name '.*' -delete; mkdir -p all; cp -r study/. all; rm -r study")
      #expect(moved.code == 0, "\(moved.errors)")
    }
    #expect(try shell("mv all study").code == 0)
    let collecting = try part(from: "- run: ./optlab collect ", to: "\n")
    let collected = try shell("./optlab collect \(collecting)")
    #expect(collected.code == 0, "\(collected.errors)")
    try compare()
  }
}
