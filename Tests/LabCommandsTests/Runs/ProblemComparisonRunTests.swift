import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import TestSupport
import Testing

@Suite("A run that compares problems")
struct ProblemComparisonRunTests {
  private static let spec = """
    { "name": "versions", "seeds": [0, 1], "compare": "problems",
      "problems": [
        { "name": "narrow", "kind": "regression", "data": {"kind": "function", "count": 32},
          "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
          "steps": 6, "batch_size": 8 },
        { "name": "wide", "kind": "regression", "data": {"kind": "function", "count": 32},
          "model": [{"kind": "linear", "units": 16}, "relu", {"kind": "linear", "units": 1}],
          "steps": 6, "batch_size": 8 }
      ],
      "optimizers": [
        {"name": "Adam", "kind": "adam", "lr": 0.01},
        {"name": "GD", "kind": "gd", "lr": 1000}
      ],
      "record": {"probe": 16}, "figures": [] }
    """

  @Test("has their differences and ends, the same targets, and a table that says so")
  func files() throws {
    let run = try LocalRun(Self.spec)
    try run.complete()
    let differences = try run.scratch.table("out/problem_differences.csv")
    #expect(
      try differences.rows.map { try $0["optimizer", "problem", "other"] }
        == [["Adam", "narrow", "wide"], ["GD", "narrow", "wide"]])
    #expect(try differences.rows.map { try $0["seeds"] } == ["2", "0"])
    let ends = try run.scratch.table("out/problems.csv")
    let trials = try run.scratch.table("out/trials.csv")
    #expect(ends.rows.count == trials.rows.count)
    for (end, trial) in zip(ends.rows, trials.rows) {
      #expect(try end["problem", "optimizer", "seed"] == trial["problem", "optimizer", "seed"])
      #expect(try end["final_loss"] == trial["final_eval_loss"])
      #expect(try (end["diverged"] == "1") == (trial["status"] == "diverged"))
    }
    let targets = try run.scratch.table("out/targets.csv").rows
    let own = try ["narrow", "wide"].map { name in
      try targets.filter { try $0["problem"] == name }.map { try $0["target"] }
    }
    #expect(own[0] == own[1] && Set(own[0]).count == 3)
    let text = try run.scratch.text("out/results.md")
    #expect(text.contains("\n## narrow against wide\n"))
    #expect(try run.scratch.text("out/results.tex").contains("\\begin{tabular}{llr"))
  }

  @Test("leaves none of it where optimizers alone are compared, and every other number")
  func withoutIt() throws {
    let (compared, plain) = (
      try LocalRun(Self.spec), try LocalRun(Self.spec, edits: ["compare=optimizers"])
    )
    try compared.complete()
    try plain.complete()
    for name in ["problem_differences.csv", "problems.csv"] {
      #expect(!FileManager.default.fileExists(atPath: plain.scratch.file("out/\(name)").path))
    }
    for name in ["summary.csv", "differences.csv"] {
      #expect(
        try compared.scratch.table("out/\(name)").without(prefix: "seconds")
          == plain.scratch.table("out/\(name)").without(prefix: "seconds"), "\(name)")
    }
    #expect(!(try plain.scratch.text("out/results.md").contains("against")))
  }
}
