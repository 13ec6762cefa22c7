import Foundation
import OptimizerLab
import TestSupport
import Testing

/// The wheel with the built program, installed by pip into an environment that has nothing else.
@Suite("The Python package", .enabled(if: Python.isThere, "python3 is not there"))
struct PythonPackageTests {
  private static let installed = TestFolder.lasting(install)

  private static func install(in scratch: TestFolder) throws {
    let wheel = try run([
      "python3", Program.repository.appendingPathComponent("scripts/wheel").path,
      Program.binary.path, "1.2.3", scratch.folder.path,
    ]).trimmingCharacters(in: .newlines)
    let python = scratch.file("venv/bin/python").path
    _ = try run(["python3", "-m", "venv", scratch.file("venv").path])
    _ = try run([
      python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel,
    ])
  }

  /// Runs a program, which is to succeed, without a network.
  private static func run(_ words: [String]) throws -> String {
    // Packing 20 MB well would take seconds.
    let outcome = try Program.run(
      words, environment: ["OPTLAB_WHEEL_LEVEL": "0", "PIP_NO_INDEX": "1"],
      program: URL(fileURLWithPath: "/usr/bin/env"))
    guard outcome.code == 0 else {
      throw Python.Failure(description: "\(words.joined(separator: " ")):\n\(outcome.errors)")
    }
    return outcome.output
  }

  private static let spec = """
    spec = {"name": "d", "seeds": [0, 1], "problems": [{"name": "p", "kind": "regression",
      "data": {"kind": "csv", "path": "table.csv", "features": ["x"], "target": "y"},
      "model": [{"kind": "linear", "units": 1}], "epochs": 3, "batch_size": 2}],
      "optimizers": [{"name": "Adam", "kind": "adam", "lr": 0.1}], "record": {"every": 1},
      "figures": ["convergence"]}

    """
  private static let table = "x,y\n1,2\n2,4\n3,5\n4,8\n"

  /// Runs a script in an empty folder; it prints what is expected.
  private func python(
    _ script: String, in scratch: TestFolder, environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    let installed = try Self.installed.get()
    try scratch.write("import optimizer_lab as lab\n\(script)\n", to: "script.py")
    // The shell's own settings are not those of a student.
    let clean = [
      "OPTLAB": "", "OPTLAB_PLOTS": "", "PYTHONPATH": "", "OPTLAB_HOME": Program.repository.path,
    ]
    return try Program.run(
      ["script.py"], in: scratch.folder, environment: clean.merging(environment) { _, new in new },
      program: installed.file("venv/bin/python"))
  }

  private func expect(
    _ script: String, prints lines: [String], environment: [String: String] = [:],
    files: [String: String] = ["table.csv": table]
  ) throws {
    let scratch = try TestFolder()
    for (name, text) in files { try scratch.write(text, to: name) }
    let outcome = try python(script, in: scratch, environment: environment)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.split(separator: "\n").map(String.init) == lines, "\(outcome.errors)")
  }

  @Test("has the program on the path, which starts without Python")
  func program() throws {
    let program = try Self.installed.get().file("venv/bin/optlab")
    #expect(try Data(contentsOf: program) == Data(contentsOf: Program.binary))
    #expect(
      try Program.run(["--version"], program: program).output
        == Program.run(["--version"]).output)
    try expect(
      "import shutil, sys; print(lab.__version__ == lab.optlab('--version').strip())",
      prints: ["True"])
  }

  @Test("runs what ships, a file and a dictionary, changed by place and by name")
  func specs() throws {
    try expect(
      Self.spec + """
        import json, pathlib
        run = lab.run("rosenbrock", {"problems.0.steps": 50}, seeds=[3], figures=[])
        print(run.folder.relative_to(pathlib.Path.cwd()), {row["seed"] for row in run.rows("trials")})
        print({row["steps"] for row in run.rows("trials")})
        run = lab.run(spec, seeds=range(2))
        print(run.folder.relative_to(pathlib.Path.cwd()), len(run.rows("trials")))
        pathlib.Path("sub").mkdir()
        pathlib.Path("sub/table.csv").write_text(pathlib.Path("table.csv").read_text())
        pathlib.Path("sub/d.json").write_text(json.dumps(spec))
        again = lab.run(pathlib.Path("sub/d.json"), out="elsewhere", jobs=1)
        print(again.folder.name, [row["final_loss"] for row in again.rows("trials")]
              == [row["final_loss"] for row in run.rows("trials")])
        print(sorted(path.name for path in pathlib.Path().glob(".optlab*")))
        """,
      prints: ["plots/rosenbrock {'3'}", "{'50'}", "plots/d 2", "elsewhere True", "[]"])
  }

  @Test("takes the paths of a dictionary from the current folder, and from no other")
  func paths() throws {
    // Where other programs write what is temporary; its table has half the rows.
    let scratch = try TestFolder()
    try scratch.write("x,y\n1,7\n2,7\n", to: "table.csv")
    try expect(
      Self.spec + """
        print({row["steps"] for row in lab.run(spec).rows("trials")})
        """, prints: ["{'6'}"], environment: ["TMPDIR": scratch.folder.path])
  }

  @Test("gives tables as rows, figures as SVG and on request as PDF, and the report")
  func results() throws {
    try expect(
      Self.spec + """
        import pathlib
        run = lab.run(spec)
        print([row["final_loss_median"] != "" for row in run.rows("results")])
        print(len(run.rows("curves")), sorted(run.rows("curves")[0])[:2])
        print(run.figure("convergence")._repr_svg_().startswith("<?xml"), run.show("convergence").name)
        print(pathlib.Path(run.figure("convergence").save("figure.pdf")).read_bytes()[:5])
        # One that the spec does not ask for.
        print(run.figure("update_ratios").path.is_file())
        print("srcdoc=" in run.report._repr_html_(), pathlib.Path(run.report).name)
        """,
      prints: [
        "[True]", "14 ['accuracy', 'class_distance']", "True convergence", "b'%PDF-'", "True",
        "True report.html",
      ])
  }

  @Test("raises what the program said of a mistake, with its place and its code")
  func mistakes() throws {
    try expect(
      Self.spec + """
        def told(call):
            try:
                call()
            except lab.Failure as failure:
                line = str(failure).splitlines()[1]
                # What is known besides is the program's to say.
                for more in (" Allowed here", " Known here", "; `optlab list"):
                    line = line.partition(more)[0]
                print(failure.code, line)
        spec["optimizers"][0]["betas"] = [0.9, 1.5]
        told(lambda: lab.run(spec))
        told(lambda: lab.run("rosenbrock", {"optimizers.0.lrr": 1}))
        told(lambda: lab.run("no-such"))
        told(lambda: lab.optlab("plot", "nowhere"))
        del spec["optimizers"][0]["betas"]
        run = lab.run(spec)
        told(lambda: run.figure("nothing"))
        for wrong in (lambda: lab.Run("."), lambda: run.rows("tables"), lambda: run.figure("convergence").save("a.doc")):
            try:
                wrong()
            except lab.Failure as failure:
                print(str(failure).partition("; it has")[0])
        """,
      prints: [
        "65 spec:36:9: error: optimizers[0].betas[1]: 1.5 is outside 0 ..< 1",
        "65 --set optimizers.0.lrr=1: error: optimizers[0].lrr: unknown field; did you mean \"lr\"?",
        "66 optlab: no-such: there is neither such a file nor an experiment of that name",
        "66 optlab: nowhere: there is no such folder",
        "64 optlab: The value 'nothing' is invalid for '--figure <NAME>': --figure: \"nothing\" is unknown.",
        ". is not the folder of a run: there is no manifest.json in it",
        "this run has no table tables",
        "cannot save a figure as a.doc: its end is .svg, .pdf or .png, and a width is for the last two",
      ])
  }

  @Test("says in a sentence that a data frame needs pandas, and without gnuplot what is missing")
  func missing() throws {
    let bare = try TestFolder()
    try expect(
      Self.spec + """
        try:
            lab.run(spec).curves
        except ImportError as error:
            print(error)
        """,
      prints: [
        "a data frame needs pandas, which is not installed: pip install pandas; run.rows('curves') gives the rows "
          + "without it"
      ])
    try expect(
      Self.spec + """
        run = lab.run(spec)
        print(len(run.rows("trials")))
        try:
            run.figure("convergence")
        except lab.Failure as failure:
            print(failure.code, "gnuplot" in failure.text)
        """, prints: ["2", "69 True"], environment: ["PATH": bare.folder.path])
  }

  @Test("shows how far it is where it is asked to, and what else was said at the end")
  func progress() throws {
    let scratch = try TestFolder()
    try scratch.write(Self.table, to: "table.csv")
    let outcome = try python(Self.spec + "lab.run(spec, progress=True, jobs=1)", in: scratch)
    #expect(
      outcome.errors.contains("\rd: 1 of 2 trials, Adam · seed 0  finished"),
      "\(outcome.errors)")
    #expect(outcome.errors.contains("\rd: 2 of 2 trials, "))
    // Where tqdm is installed, its bar has the same counts.
    try scratch.write(
      """
      class tqdm:
          def __init__(self, total, desc, unit):
              self.n = 0
              print("bar", desc, total, unit)
          def update(self, more):
              self.n += more
              print("at", self.n)
          def close(self):
              print("closed")
      """, to: "tqdm/auto.py")
    let bar = try python(
      Self.spec + "lab.run(spec, progress=True, jobs=1, fresh=True)", in: scratch)
    #expect(
      bar.output == "bar d 2 trial\nat 1\nat 2\nclosed\n" && !bar.errors.contains("of 2 trials"))
    let quiet = try python(Self.spec + "lab.run(spec, fresh=True)", in: scratch)
    #expect(!quiet.errors.contains("of 2 trials"), "\(quiet.errors)")
  }

  @Test("is stopped by Ctrl-C as in a terminal, and goes on")
  func interrupted() throws {
    try expect(
      Self.spec + """
        import os, pathlib, signal, threading, time
        spec["problems"][0]["epochs"] = 200000
        spec["record"] = {"every": 40000}
        # A group as a terminal has it, all of which gets the signal.
        os.setpgid(0, 0)

        def press():
            while not list(pathlib.Path().glob("plots/d/trials/*")):
                time.sleep(0.01)
            os.killpg(0, signal.SIGINT)

        threading.Thread(target=press).start()
        try:
            lab.run(spec, jobs=1)
            print("not stopped")
        except KeyboardInterrupt:
            print("stopped", pathlib.Path("plots/d/manifest.json").is_file())
        print(sorted(path.name for path in pathlib.Path().glob(".optlab*")))
        stopped = [row["status"] for row in lab.Run("plots/d").rows("trials")]
        print("interrupted" in stopped)
        rows = lambda run: [row["final_loss"] for row in run.rows("trials")]
        print(rows(lab.run(spec)) == rows(lab.run(spec, out="whole")))
        """,
      prints: ["stopped True", "[]", "True", "True"])
  }

  @Test(
    "makes a function of one's own an optimizer",
    .enabled(if: PythonRules.isThere, "\(PythonRules.isMissing)"))
  func rule() throws {
    let python = try #require(PythonRules.python)
    let numpy = try Program.run(
      [python, "-c", "import numpy, pathlib; print(pathlib.Path(numpy.__file__).parent.parent)"],
      program: URL(fileURLWithPath: "/usr/bin/env"))
    try #require(numpy.code == 0)
    try expect(
      Self.spec + """
        import sys
        spec["optimizers"] = [{"name": "mine", "kind": "external", "command": [sys.executable, "mine.py"], "lr": 0.1,
                               "like": "adam"}]
        run = lab.run(spec, seeds=[0])
        print([row["status"] for row in run.rows("trials")])
        """,
      prints: ["['finished']"],
      environment: ["PYTHONPATH": numpy.output.trimmingCharacters(in: .newlines)],
      files: [
        "table.csv": Self.table,
        "mine.py":
          "import numpy as np\nimport optlab\n\n\(PythonRules.adam)\n\nif __name__ == \"__main__\":\n    optlab.run(adam)\n",
      ])
  }
}
