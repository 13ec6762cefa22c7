import ExperimentRunner
import Foundation
import LabCommands
import TestSupport
import Testing

@Suite("The weights that trials start from")
struct TrialStartTests {
  private let run: LocalRun

  init() throws { run = try Self.make(seeds: "[0, 1]") }

  private static func make(seeds: String, in scratch: TestFolder? = nil) throws -> LocalRun {
    try LocalRun(
      """
      {"name": "starts", "seeds": \(seeds), "figures": [],
       "optimizers": [{"kind": "adam"}, {"kind": "minibatch"}, {"kind": "momentum"}],
       "problems": [{"name": "a", "kind": "regression", "steps": 2, "batch_size": 4,
         "data": {"kind": "function", "count": 4}, "model": [{"kind": "linear", "units": 3}, "relu",
         {"kind": "linear", "units": 1}]}]}
      """, in: scratch)
  }

  private func initial(_ place: Int) -> String {
    run.path("out/trials/\(run.trials[place].identity.hash)/model.initial.safetensors")
  }

  private func starts() throws -> [String] {
    try run.scratch.paths(below: "out/trials/starts").map { run.path("out/trials/starts/\($0)") }
  }

  @Test("are on the disk once for each seed, under the names that all optimizers' trials have")
  func shared() throws {
    try run.train()
    let files = (0..<6).map { OutputFile.identity(of: initial($0)) }
    #expect(files[0] != nil && files[0] != files[1])
    #expect(files == [files[0], files[1], files[0], files[1], files[0], files[1]])
    #expect(Set(try starts().map { OutputFile.identity(of: $0) }) == Set(files))
    // Once more, into folders that are there.
    let before = try run.scratch.paths(below: "out/trials")
    var options = ExperimentRun.Options()
    options.startsOver = true
    try run.train(options: options)
    #expect(try run.scratch.paths(below: "out/trials") == before)
    #expect((0..<6).map { OutputFile.identity(of: initial($0)) } == files)
  }

  @Test("are each trial's own where what is there is damaged, or cannot be shared")
  func damaged() throws {
    try run.train()
    let written = try Data(contentsOf: URL(filePath: initial(0)))
    for start in try starts() {
      try FileManager.default.removeItem(atPath: start)
      try Data("damaged".utf8).write(to: URL(filePath: start))
    }
    var options = ExperimentRun.Options()
    options.startsOver = true
    try run.train(options: options)
    #expect(try Data(contentsOf: URL(filePath: initial(4))) == written)
    // A file is where the folder would be.
    try FileManager.default.removeItem(atPath: run.path("out/trials/starts"))
    try run.scratch.write("mine", to: "out/trials/starts")
    for place in 0..<6 { try FileManager.default.removeItem(atPath: initial(place)) }
    try run.train(options: options)
    #expect(try Data(contentsOf: URL(filePath: initial(4))) == written)
    #expect(OutputFile.identity(of: initial(0)) != OutputFile.identity(of: initial(2)))
  }

  @Test("are cleaned away with the last trial that began from them, and before that not")
  func cleaned() throws {
    try run.train()
    let all = try starts()
    #expect(all.count == 2)
    #expect(try CleanupPlan(run.path("out"), isOnlyTold: true) { _ in }.items.isEmpty)
    let fewer = try Self.make(seeds: "[1]", in: run.scratch)
    try fewer.train()
    let kept = OutputFile.identity(of: initial(1))
    let plan = try CleanupPlan(run.path("out")) { _ in }
    #expect(plan.foreignFiles == [] && plan.items.count == 4)
    try plan.run()
    #expect(try starts().map { OutputFile.identity(of: $0) } == [kept])
  }
}
