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
}
