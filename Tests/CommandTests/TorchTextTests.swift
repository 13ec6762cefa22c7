import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// A PyTorch script as Python reads it; `TorchScriptTests` runs it where PyTorch is asked for.
@Suite("The PyTorch script of an experiment, read by Python")
struct TorchTextTests {
  private static let python = URL(fileURLWithPath: "/usr/bin/env")
  static let hasPython =
    (try? Program.run(["python3", "--version"], program: python).code) == 0

  @Test(
    "is Python, and says the names of the spec, whatever they are",
    .enabled(if: hasPython, "there is no python3 to read the script"))
  func names() throws {
    let hostile = #"\"\"\" + quit() # ' \\ { } % \u202e \u0007 \n β₁"#
    let spec = smallSpec.replacing("\"name\": \"Adam\"", with: "\"name\": \"\(hostile)\"")
      .replacing(
        "\"name\": \"small\",", with: "\"name\": \"small\", \"description\": \"\(hostile)\","
      )
      .replacing("\"name\": \"line\"", with: "\"name\": \"\(hostile)!\"")
      .replacing("\"line\": 0.01", with: "\"\(hostile)!\": 0.01")
    let scratch = try TestFolder()
    try scratch.write(spec, to: "small.json")
    let print = try Program.run(["torch", "small.json", "--out", "."], in: scratch.folder)
    #expect(print.code == 0, "\(print.errors)")
    try scratch.write(
      """
      import ast, csv, json

      spec = json.load(open("small.json"))
      tree = ast.parse(open("small.py", encoding="utf-8").read())
      said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
      calls = {node.func.id for node in ast.walk(tree)
               if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
      # In a cell of a table a line break is a space, and what does not print is left out.
      for entry in spec["problems"] + spec["optimizers"]:
          assert any(isinstance(text, str) and "quit()" in text and "β₁" in text
                     for text in said) or "quit" not in entry["name"], entry["name"]
      assert "quit" not in calls
      print("good")
      """, to: "check.py")
    let check = try Program.run(
      ["python3", "check.py"], in: scratch.folder, program: Self.python)
    #expect(check.output == "good\n", "\(check.errors)")
  }

  @Test(
    "records the steps that optlab records, and measures pictures at the same of them",
    .enabled(if: hasPython, "there is no python3 to read the script"))
  func steps() throws {
    let settings: [(count: Int, every: Int, points: Int)] = [
      (3, 1, 320), (25, 10, 320), (3_190, 10, 320), (3_200, 10, 320), (61_440, 10, 320),
      (93_755, 7, 320), (1_000, 1, 40), (5_000, 1, 64), (5_000, 10, 10), (20_001, 1, 5_000),
    ]
    let cases = settings.map { count, every, points in
      let steps = RecordedSteps(stepCount: count, every: every, points: points)
      let measured = SnapshotSteps(steps, hasPictures: true).measured
      return "(\(count), \(every), \(points), \(steps.all), \(measured.sorted()))"
    }
    let scratch = try TestFolder()
    try scratch.write(
      smallSpec.replacing("\"every\": 5", with: "\"every\": 1, \"points\": 10"), to: "small.json")
    let print = try Program.run(["torch", "small.json", "--out", "."], in: scratch.folder)
    #expect(print.code == 0, "\(print.errors)")
    try scratch.write(
      """
      import ast

      tree = ast.parse(open("small.py", encoding="utf-8").read())
      own = [node for node in tree.body if getattr(node, "name", "").endswith("ed_steps")]
      said = {}
      exec(compile(ast.Module(own, []), "small.py", "exec"), said)
      for count, every, points, steps, measured in [\(cases.joined(separator: ", "))]:
          said.update(RECORD_EVERY=every, RECORD_POINTS=points)
          assert sorted(said["recorded_steps"](count)) == steps, (count, every, points)
          assert sorted(said["measured_steps"](count)) == measured, (count, every, points)
      constants = [node.targets[0].id for node in tree.body if isinstance(node, ast.Assign)]
      print("RECORD_EVERY" in constants, "RECORD_POINTS" in constants)
      """, to: "check.py")
    let check = try Program.run(
      ["python3", "check.py"], in: scratch.folder, program: Self.python)
    #expect(check.output == "True True\n", "\(check.errors)")
  }
}
