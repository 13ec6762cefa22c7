import Assignments
import Foundation
import TestSupport
import Testing

@Suite("A spec that names a program")
struct ExternalCommandTests {
  private static let spec = """
    {"name": "e", "problems": [{"name": "p", "kind": "surface",
      "data": {"kind": "surface", "surface": "quadratic"}, "steps": 20}],
     "optimizers": [{"name": "mine", "kind": "external", "command": ["\(PythonRules.python ?? "python3")", "adam.py"],
       "lr": 0.1, "like": "adam"}, {"kind": "adam", "lr": 0.1}], "record": {"every": 1}, "figures": ["agreement"]}
    """

  /// A folder `spec` with a spec and its program, and one beside it from which that is elsewhere.
  private func scratch() throws -> TestFolder {
    let scratch = try TestFolder()
    try PythonRules.write(PythonRules.adam, to: "adam.py", in: scratch)
    try FileManager.default.createDirectory(
      at: scratch.file("spec"), withIntermediateDirectories: true)
    for name in ["adam.py", "optlab.py"] {
      try FileManager.default.moveItem(at: scratch.file(name), to: scratch.file("spec/\(name)"))
    }
    try scratch.write(Self.spec, to: "spec/e.json")
    try FileManager.default.createDirectory(
      at: scratch.file("elsewhere"), withIntermediateDirectories: true)
    return scratch
  }

  @Test("from elsewhere is refused, through a link too, unless it is allowed")
  func permission() throws {
    let scratch = try scratch()
    let here = scratch.file("elsewhere")
    try FileManager.default.createSymbolicLink(
      at: here.appendingPathComponent("link"), withDestinationURL: scratch.file("spec"))
    for spec in ["../spec/e.json", "link/e.json"] {
      for command in [["run", spec, "--out", "out"], ["check", spec]] {
        let outcome = try Program.run(command, in: here)
        #expect(outcome.code == 64)
        #expect(
          outcome.errors.contains(
            "\(spec): optimizers[0] runs a program, \"\(PythonRules.python ?? "python3")\" \"adam.py\", and "
              + "this spec is not inside the current folder: read the program first, then say "
              + "--allow-external"), "\(outcome.errors)")
      }
    }
    #expect(!scratch.exists("elsewhere/out"))
    #expect(try Program.run(["check", "../spec/e.json", "--allow-external"], in: here).code == 0)
    #expect(try Program.run(["check", "spec/e.json"], in: scratch.folder).code == 0)
  }

  @Test("has no script in PyTorch, and one without its file is told")
  func withoutScript() throws {
    let scratch = try scratch()
    let script = try Program.run(["torch", "spec/e.json"], in: scratch.folder)
    #expect(script.code == 65 && script.errors.contains("(\"mine\") is a program of its own"))
    try FileManager.default.removeItem(at: scratch.file("spec/adam.py"))
    for command in ["run", "check"] {
      let outcome = try Program.run([command, "spec/e.json"], in: scratch.folder)
      #expect(outcome.code == 66 && outcome.errors.contains("spec/adam.py"), "\(outcome.errors)")
    }
  }

  @Test(
    "is trained, drawn and verified from its run's folder, and another program is found out",
    .enabled(if: PythonRules.isThere, Comment(rawValue: PythonRules.isMissing)))
  func trained() throws {
    let scratch = try scratch()
    let run = try Program.run(["run", "spec/e.json", "--out", "out"], in: scratch.folder)
    #expect(
      run.code == 0 && run.output.contains("external: equal for all 20 steps"),
      "\(run.errors)\(run.output)")
    let rows = try scratch.csv("out/trials.csv").rows
    #expect(
      try rows.map { try $0["kind", "external", "agreement"] }
        == [["external", "true", "equal for all 20 steps"], ["adam", "false", ""]])
    #expect(try scratch.csv("out/agreement.csv").rows.count == 20)
    let report = try scratch.text("out/report.html")
    for words in [" (external)", "external: a program of its own", "equal for all 20 steps"] {
      #expect(report.contains(words), "\(words)")
    }
    #expect(try scratch.text("out/manifest.json").contains("\"external\": true"))
    let verified = try Program.run(["verify", "out"], in: scratch.folder)
    #expect(verified.output.hasPrefix("2 of 2 trials agree bit for bit"), "\(verified.output)")
    #expect(try Program.run(["verify", "../out"], in: scratch.file("elsewhere")).code == 64)
    try scratch.write(try scratch.text("spec/adam.py") + "\n", to: "spec/adam.py")
    let changed = try Program.run(["verify", "out"], in: scratch.folder)
    #expect(
      changed.code == 1 && changed.output.contains("its data, weights or programs are not those"))
  }

  @Test("finds the file for its language in the program")
  func client() throws {
    let printed = try Program.run(["client", "optlab.py"])
    #expect(try Data(contentsOf: PythonRules.helper) == Data(printed.output.utf8))
    let all = try Program.run(["client"]).output
    for file in ClientFile.all { #expect(all.contains(file.name)) }
    #expect(try Program.run(["client", "optlab.rb"]).code == 64)
  }

  @Test(
    "of a paper's optimizer is in the repository, and runs",
    .enabled(if: PythonRules.isThere, Comment(rawValue: PythonRules.isMissing)))
  func shipped() throws {
    let scratch = try TestFolder()
    let outcome = try Program.run(
      [
        "run", "Experiments/external/ademamix.json", "--out", scratch.file("out").path, "--set",
        "seeds=[0]", "--set", "problems.0.epochs=5", "--set", "figures=[]",
      ]
        + (PythonRules.python.map { python in
          ["0", "1"].flatMap { ["--set", "optimizers.\($0).command.0=\"\(python)\""] }
        } ?? []))
    #expect(outcome.code == 0 && outcome.output.contains("10 finished"), "\(outcome.errors)")
    let rows = try scratch.csv("out/trials.csv").rows
    #expect(try rows[1]["agreement"] == "equal for all 40 steps")
    // The page shows the file as it is.
    let page = try String(
      contentsOf: Program.repository.appending(path: "docs/external.md"), encoding: .utf8)
    let file = try String(
      contentsOf: Program.repository.appending(path: "Experiments/external/ademamix.py"),
      encoding: .utf8)
    #expect(page.contains(file.split(separator: "\"\"\"\n\n")[1]))
  }
}
