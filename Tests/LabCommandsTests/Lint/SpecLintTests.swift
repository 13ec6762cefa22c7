import ExperimentRunner
import Foundation
import LabCommands
import SpecLanguage
import TestSupport
import Testing

@Suite("Linting a spec")
struct SpecLintTests {
  private static let spec = """
    {
      "name": "linted",
      "seeds": [1],
      "problems": [
        {"name": "bowl", "kind": "regression", "epochs": 1, "batch_size": 4,
         "data": {"kind": "function", "function": "linear", "count": 8, "seed": 0},
         "model": [{"kind": "linear", "units": 1}]}
      ],
      "optimizers": [{"kind": "adam", "lr": [0.001, 0.01]}, {"kind": "momentum"}]
    }
    """

  private func lint(_ text: String) throws -> SpecLint {
    let scratch = try TestFolder()
    let url = try scratch.write(text, to: "spec.json")
    let file = try SpecFile(url.path, shipped: [])
    return try withExtendedLifetime(scratch) {
      try SpecLint(Reading<Experiment>(file.source).value, in: file)
    }
  }

  @Test("names place, line and rule, why it matters and what to write")
  func text() throws {
    let lint = try lint(Self.spec)
    #expect(!lint.isFair)
    let first = try #require(lint.text.split(separator: "\n\n", maxSplits: 1).first)
    let lines = first.split(separator: "\n").map(String.init)
    #expect(
      lines[0].hasSuffix("spec.json:3:12: warning: seeds: there is one seed [one-seed]"),
      "\(lines[0])")
    #expect(lines[1].hasSuffix("\"seeds\": [1],"))
    #expect(lines[3].hasPrefix("  why: Another seed"))
    #expect(lines[4] == "  instead: Write \"seeds\": [0, 1, 2, 3, 4, 5, 6, 7].")
  }

  @Test("points at the nearest value where the spec leaves one out")
  func absent() throws {
    let text = try lint(Self.spec).text
    // Momentum's rate is PyTorch's: what is there is the optimizer.
    #expect(
      text.contains("spec.json:9:57: warning: optimizers[1].lr: on bowl momentum tries 1 rate"))
  }

  @Test("of a folder asks its results as well")
  func folder() throws {
    let run = try LocalRun(Self.spec)
    try run.complete()
    let lint = try SpecLint(folder: run.path("out"))
    #expect(lint.remark == nil)
    #expect(lint.text.contains("[edge-of-grid]"))
    #expect(lint.text.contains("out/experiment.json:"))
  }
}
