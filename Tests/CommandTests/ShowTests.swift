import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("Showing a spec")
struct ShowTests {
  private func show(_ arguments: String...) throws -> Program.Outcome {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    return try Program.run(["show", "small.json"] + arguments, in: scratch.folder)
  }

  @Test("prints the resolved spec, then a line a trial; for programs the spec alone")
  func json() throws {
    let (all, alone) = (try show(), try show("--json"))
    #expect(all.code == 0 && alone.code == 0 && alone.errors == "")
    #expect(all.output.hasPrefix(alone.output))
    let rest = all.output.dropFirst(alone.output.count).split(separator: "\n")
    #expect(rest.count == 13 && rest[0].hasPrefix("trial  problem  optimizer"))
    let spec = try LooseJSON(parsing: Array(alone.output.utf8))
    #expect(spec["name"].text == "small")
    #expect(spec["optimizers"].elements.map { $0["name"].text } == ["Adam", "SGD"])
  }

  @Test("for programs needs no data, and takes changes")
  func withoutData() throws {
    let outcome = try show(
      "--json", "--set", "seeds=[7]", "--set",
      #"problems.0.data={"kind":"csv","path":"lost.csv","features":["x"],"target":"y"}"#)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"lost.csv\""))
    let warned = try show("--json", "--set", "optimizers.1.batch_size=4")
    #expect(
      warned.code == 0 && warned.errors.hasPrefix("--set optimizers.1.batch_size=4: warning: "))
  }
}
