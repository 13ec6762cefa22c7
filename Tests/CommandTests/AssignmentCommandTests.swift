import Foundation
import TestSupport
import Testing

@Suite("The commands of assignments") struct AssignmentCommandTests {
  private static func spec(_ optimizer: String) -> String {
    #"""
    {"name": "line", "problems": [{"name": "line", "kind": "regression",
      "data": {"kind": "function", "function": "linear", "count": 32, "noise": 0},
      "model": [{"kind": "linear", "units": 1}], "epochs": 10, "batch_size": 8}],
      "optimizers": [\#(optimizer)]}
    """#
  }

  private static func assignment(version: String = "1") -> String {
    #"""
    {"assignment": 1, "name": "line", "version": \#(version), "title": "A line", "points": 3,
     "variant": {"seeds": 2}, "tasks": [
      {"id": "fit", "kind": "spec", "file": "fit.json", "base": "base.json",
       "may_change": ["optimizers[0]"],
       "goals": [{"id": "low", "points": 2, "median": "eval_loss", "at_most": 0.2}]},
      {"id": "who", "kind": "predict", "type": "choice", "choices": ["fit", "base", "cannot be told"],
       "question": "Which?", "points": 1,
       "judge": {"task": "fit", "difference": ["adam", "adam"]}}]}
    """#
  }

  private func call(_ words: [String], in scratch: TestFolder, ends code: Int32) throws
    -> Program.Outcome
  {
    let outcome = try Program.run(["assignment"] + words, in: scratch.folder)
    #expect(outcome.code == code, "\(words): \(outcome.errors)\(outcome.output)")
    return outcome
  }

  @Test("go from a folder that is made to a graded one, each with its end")
  func wholeWay() throws {
    let scratch = try TestFolder()
    try scratch.write(Self.assignment(), to: "hw/assignment.json")
    try scratch.write(Self.spec(#"{"kind": "gd", "lr": 1e-5}"#), to: "hw/base.json")

    let started = try call(["start", "hw", "ada", "--student", "ada"], in: scratch, ends: 0)
    #expect(started.output.contains("ada/fit.json\n") && !started.output.contains("optlab.py"))
    let again = try call(["start", "hw", "ada", "--student", "ada"], in: scratch, ends: 73)
    #expect(
      again.errors == "optlab: ada is there already, and nothing was written; name another folder\n"
    )

    let first = try call(["check", "ada"], in: scratch, ends: 1)
    #expect(first.output.contains("fit.low") || first.output.contains("median of eval_loss"))
    try scratch.write(Self.spec(#"{"kind": "adam", "lr": 0.2}"#), to: "ada/fit.json")
    _ = try call(["check", "ada", "--task", "fit"], in: scratch, ends: 0)
    _ = try call(["check", "ada", "--task", "fitt"], in: scratch, ends: 64)

    try scratch.write(#"{"who": "cannot be told"}"#, to: "ada/answers.json")
    let lock = try call(["lock", "ada"], in: scratch, ends: 0)
    let run = try Program.run(
      ["run", "ada/fit.json", "--out", "run", "--quiet"], in: scratch.folder)
    #expect(run.code == 0)
    let hash = lock.output.trimmingCharacters(in: .newlines)
    #expect(try hash.count == 64 && scratch.text("run/manifest.json").contains(hash))
    #expect(try scratch.text("run/report.html").contains(hash))

    let graded = try call(["grade", "hw", "ada", "--report", "gradescope"], in: scratch, ends: 0)
    #expect(graded.output.hasPrefix("1 row, 1 with full marks, 0 graded before\n"))
    #expect(try scratch.text("grades/ada/results.json").contains("\"max_score\": 2"))
    let second = try call(["grade", "hw", "ada", "nobody"], in: scratch, ends: 1)
    #expect(second.output.hasPrefix("2 rows, 1 with full marks, 1 graded before\n"))
    #expect(second.errors.contains("nobody: not readable: nobody is not there"))
    _ = try call(["grade", "hw", "nobody", "--exit-zero"], in: scratch, ends: 0)

    try scratch.write(Self.assignment(version: "\"1\""), to: "hw/assignment.json")
    let wrong = try call(["grade", "hw", "ada"], in: scratch, ends: 65)
    #expect(
      wrong.errors.contains(
        "hw/assignment.json:1:46: error: version: expected a whole number in 1 ... 1000000, found the text \"1\""
      ))
    _ = try call(["grade", "nowhere", "ada"], in: scratch, ends: 66)
  }
}
