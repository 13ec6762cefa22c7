import Assignments
import Foundation
import TestSupport

/// An assignment that is graded in milliseconds: a line to be fitted, a question, a prediction.
struct SmallAssignment {
  let scratch: TestFolder
  var path: String { scratch.file("hw").path }

  init() throws {
    scratch = try TestFolder()
    try scratch.write(
      #"""
      {
        "assignment": 1, "name": "line", "version": 2, "title": "A line", "points": 7,
        "variant": {"seeds": 6}, "limits": {"updates": 1000, "task_s": 60},
        "tasks": [
          {"id": "fit", "kind": "spec", "file": "fit.json", "base": "base.json",
           "may_change": ["optimizers[0]"], "goals": [
             {"id": "trains", "points": 1, "every": "status", "is": "finished"},
             {"id": "low", "points": 2, "needs": ["trains"], "median": "eval_loss", "at_most": 0.1,
              "hint": "Is the rate too small?", "leaderboard": "loss"}]},
          {"id": "steps", "kind": "answer", "question": "How many updates?", "value": 40, "points": 1,
           "near": [{"value": 4, "hint": "In one epoch, yes."}]},
          {"id": "who", "kind": "predict", "type": "choice", "choices": ["fit", "base", "cannot be told"],
           "question": "Which is lower?", "points": 2,
           "judge": {"spec": "two.json", "difference": ["fast", "slow"], "steps_to": {"loss": 0.1}}},
          {"id": "essay", "kind": "manual", "question": "Why?", "points": 1}
        ]
      }
      """#, to: "hw/assignment.json")
    try scratch.write(Self.spec(optimizers: #"{"kind": "gd", "lr": 0.001}"#), to: "hw/base.json")
    try scratch.write(
      Self.spec(
        optimizers:
          #"{"name": "fast", "kind": "adam", "lr": 0.2}, {"name": "slow", "kind": "gd", "lr": 1e-6}"#
      ),
      to: "hw/two.json")
  }

  static func spec(optimizers: String) -> String {
    #"""
    {"name": "line", "problems": [{"name": "line", "kind": "regression",
      "data": {"kind": "function", "function": "linear", "count": 32, "noise": 0},
      "model": [{"kind": "linear", "units": 1}], "epochs": 10, "batch_size": 8}],
      "optimizers": [\#(optimizers)], "record": {"every": 10}}
    """#
  }

  func folder() throws -> AssignmentFolder { try AssignmentFolder(path, shipped: []) }

  /// What a student hands in: a folder that was started, with a rate and answers of the student's own.
  func handIn(
    _ student: String, rate: String = #"{"kind": "adam", "lr": 0.2}"#, steps: String = "40",
    who: String? = "fit", name: String? = nil
  ) throws -> String {
    let place = "in/\(name ?? student)"
    _ = try StarterFolder(folder(), student: student, at: scratch.file(place).path)
    try scratch.write(Self.spec(optimizers: rate), to: "\(place)/fit.json")
    guard let who else { return scratch.file(place).path }
    try scratch.write(#"{"steps": \#(steps), "who": "\#(who)"}"#, to: "\(place)/answers.json")
    _ = try AnswerLock.write(folder().assignment, student: student, in: scratch.file(place).path)
    return scratch.file(place).path
  }
}
