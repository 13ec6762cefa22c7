import Foundation
import OptimizerLab
import Testing

/// A PyTorch script as a text; `TorchScriptTests` runs it where PyTorch is asked for.
@Suite("The PyTorch script of an experiment, read")
struct TorchTextTests {
  private static let python = URL(fileURLWithPath: "/usr/bin/env")
  static let hasPython =
    (try? Program.run(["python3", "--version"], program: python).code) == 0

  @Test("has lines of at most 88 characters, none with a tab", arguments: ShippedTests.experiments)
  func lines(_ experiment: String) throws {
    let script = try Program.run(["torch", experiment]).output
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count > 100)
    // A path of the user's may be as long as it is.
    for line in lines where !line.contains("Path(\"") { #expect(line.count <= 88, "\(line)") }
    #expect(!script.contains("\t") && !script.contains(" \n"))
  }

  @Test("names the columns of curves.csv, in their order")
  func columns() throws {
    let scratch = try Scratch()
    try scratch.write(smallSpec, to: "small.json")
    let run = try Program.run(
      ["run", "small.json", "--out", "out", "--quiet", "--set", "figures=[]"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let header = String(try scratch.text("out/curves.csv").prefix { $0 != "\n" })
    let script = try Program.run(["torch", "small.json"], in: scratch.folder).output
    let list = script.components(separatedBy: "COLUMNS = \"\"\"\n")[1]
      .components(separatedBy: "\n\"\"\"")[0]
    let words = list.split(whereSeparator: \.isWhitespace).joined(separator: ",")
    #expect(words == header)
  }

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
    let scratch = try Scratch()
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
