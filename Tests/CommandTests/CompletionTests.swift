import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// What a Tab makes of a line, in the shells themselves.
@Suite(
  "A shell that has been taught the program's words",
  .enabled(if: Python.isThere, "python3 is not there"))
struct CompletionTests {
  enum Shell: String, CaseIterable {
    case bash, zsh, fish

    var isThere: Bool { ProgramSearch.find(rawValue) != nil }
  }

  private static let there = Shell.allCases.filter(\.isThere)

  private static let spec = """
    {"name": "mine", "problems": [{"name": "p", "kind": "surface",
      "data": {"kind": "surface", "surface": "beale"}, "steps": 20}],
     "optimizers": [{"name": "Adam", "kind": "adam", "lr": 0.1}], "record": {"every": 1}}
    """

  /// A spec whose problem has a name that a shell has to quote.
  private static func spec(named problem: String) -> String {
    """
    {"name": "named", "problems": [{"name": "\(problem)", "kind": "surface",
      "data": {"kind": "surface", "surface": "beale"}, "steps": 20}],
     "optimizers": [{"kind": "adam", "lr": {"\(problem)": 0.1}}]}
    """
  }

  private static let folder = TestFolder.lasting { scratch in
    try scratch.write(spec, to: "mine.json")
    try scratch.write(spec(named: "two moons"), to: "moons.json")
    try scratch.write(spec(named: "$(touch ran)"), to: "command.json")
    try scratch.write("", to: "notes.txt")
    try scratch.write(spec, to: "specs/deep.json")
    // What a shell that expands what it is offered would run.
    try scratch.write(spec, to: "hostile-$(touch ran).json")
    for file in ["experiment.json", "manifest.json"] {
      try scratch.write(spec, to: "plots/rosy/\(file)")
    }
  }

  /// A line up to its Tab, and its words after a Tab and an X: beside a word that is open, apart from one
  /// that is done.
  private static let lines: [(typed: String, words: [String])] = [
    ("optlab verif", ["verify", "X"]),
    ("optlab run adam-", ["run", "adam-vs-sgd", "X"]),
    ("optlab run mi", ["run", "mine.json", "X"]),
    ("optlab run --quiet mi", ["run", "--quiet", "mine.json", "X"]),
    ("optlab check mine.json spe", ["check", "mine.json", "specs/X"]),
    ("optlab show specs/d", ["show", "specs/deep.json", "X"]),
    ("optlab run notes", ["run", "notesX"]),
    ("optlab plot plo", ["plot", "plots/X"]),
    ("optlab run mine.json --set opt", ["run", "mine.json", "--set", "optimizers.X"]),
    (
      "optlab run mine.json --set optimizers.0.be",
      ["run", "mine.json", "--set", "optimizers.0.betas=X"]
    ),
    (
      "optlab run moons.json --set optimizers.0.lr.",
      ["run", "moons.json", "--set", "optimizers.0.lr.two moons=X"]
    ),
    (
      "optlab run moons.json --set optimizers.0.lr.two\\ mo",
      ["run", "moons.json", "--set", "optimizers.0.lr.two moons=X"]
    ),
    (
      "optlab torch rosenbrock --set problems.0.da",
      ["torch", "rosenbrock", "--set", "problems.0.data.X"]
    ),
    ("optlab plot plots/rosy --format sv", ["plot", "plots/rosy", "--format", "svg", "X"]),
    (
      "optlab plot plots/rosy --figure conv",
      ["plot", "plots/rosy", "--figure", "convergence", "X"]
    ),
    ("optlab run mine.json --export js", ["run", "mine.json", "--export", "jsonl", "X"]),
    ("optlab assignment start a-vel", ["assignment", "start", "a-velocity", "X"]),
    ("optlab list optimiz", ["list", "optimizers", "X"]),
  ]

  @Test(
    "completes specs, shipped names, folders, keys and choices, and leaves open what goes on",
    .enabled(if: !there.isEmpty, "neither bash, zsh nor fish is there"), arguments: there)
  func completes(_ shell: Shell) throws {
    let folder = try Self.folder.get().folder
    let words = try words(shell, Self.lines.map(\.typed), in: folder)
    for (line, words) in zip(Self.lines, words) {
      #expect(words == ["optlab"] + line.words, "\(shell.rawValue): \(line.typed)")
    }
  }

  @Test("goes from a folder of runs to the run", arguments: there)
  func run(_ shell: Shell) throws {
    let folder = try Self.folder.get().folder
    let words = try words(shell, ["optlab verify plots/ro"], in: folder)[0]
    // bash has a slash after every folder.
    let ends = shell == .bash ? ["plots/rosy/X"] : ["plots/rosy", "X"]
    #expect(words == ["optlab", "verify"] + ends)
  }

  @Test("runs nothing that stands in the name of a file or of a problem", arguments: there)
  func hostile(_ shell: Shell) throws {
    let scratch = try Self.folder.get()
    let lines = ["optlab run host", "optlab run command.json --set optimizers.0.lr."]
    let words = try words(shell, lines, in: scratch.folder)
    #expect(words[0] == ["optlab", "run", "hostile-$(touch ran).json", "X"])
    #expect(
      words[1] == ["optlab", "run", "command.json", "--set", "optimizers.0.lr.$(touch ran)=X"])
    #expect(!scratch.exists("ran"))
  }

  private func words(_ shell: Shell, _ lines: [String], in folder: URL) throws -> [[String]] {
    let script = Program.repository.appendingPathComponent("Tests/Shells/complete.py").path
    let outcome = try Program.run(
      ["python3", script, shell.rawValue, Program.binary.path, folder.path] + lines,
      environment: ["OPTLAB_HOME": Program.repository.path],
      program: URL(fileURLWithPath: "/usr/bin/env"))
    try #require(outcome.code == 0, "\(outcome.errors)")
    let words = outcome.output.split(separator: "\n").compactMap { line in
      (try? LooseJSON(parsing: Array(line.utf8)))?.elements.map(\.text)
    }
    try #require(words.count == lines.count, "\(outcome.output)")
    return words
  }
}
