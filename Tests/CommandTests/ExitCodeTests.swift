import Foundation
import OptimizerLab
import TestSupport
import Testing

/// A call that must fail in one clear way.
struct BadCall: CustomTestStringConvertible, Sendable {
  var name: String
  var arguments: [String]
  var code: Int32
  /// What the message must say.
  var says: String
  var environment: [String: String] = [:]
  var testDescription: String { name }
}

@Suite("A call that cannot be carried out")
struct ExitCodeTests {
  static let calls = [
    BadCall(
      name: "an unknown flag", arguments: ["run", "small.json", "--fast"], code: 64,
      says: "Unknown option '--fast'"),
    BadCall(
      name: "a misspelt command", arguments: ["rnu", "small.json"], code: 64,
      says:
        "optlab: there is no command \"rnu\"; did you mean \"run\"? `optlab --help` lists them\n"),
    BadCall(
      name: "a misspelt command below another", arguments: ["data", "fetsh", "mnist"], code: 64,
      says: "optlab: there is no command \"data fetsh\"; did you mean \"data fetch\"? "
        + "`optlab data --help` lists them\n"),
    BadCall(
      name: "no command of that name", arguments: ["small.json"], code: 64,
      says: "optlab: there is no command \"small.json\"; `optlab --help` lists them\n"),
    BadCall(name: "no spec", arguments: ["run"], code: 64, says: "Missing expected argument"),
    BadCall(
      name: "no jobs", arguments: ["run", "small.json", "--jobs", "0"], code: 64,
      says: "--jobs is a number of trials from 1 to 1024, not 0"),
    BadCall(
      name: "a broken --set", arguments: ["run", "small.json", "--set", "seeds"], code: 64,
      says: "--set seeds"),
    BadCall(
      name: "a --set out of range",
      arguments: ["run", "small.json", "--set", "optimizers.0.lr=-1"],
      code: 65, says: "-1 is not above 0"),
    BadCall(
      name: "a syntax error", arguments: ["run", "broken.json"], code: 65,
      says: "broken.json:2:3: error:"),
    BadCall(
      name: "an unknown field", arguments: ["run", "small.json", "--set", "optimizers.0.betaz=1"],
      code: 65, says: "did you mean \"betas\"?"),
    BadCall(
      name: "layers that do not fit",
      arguments: ["run", "small.json", "--set", "problems.1.generator.0.units=100"], code: 65,
      says: "the generator gives 100 values an example, but the data have 784"),
    BadCall(
      name: "a word in a table", arguments: ["run", "table.json"], code: 65,
      says: "table.csv:3:"),
    BadCall(
      name: "a truncated IDX file", arguments: ["run", "images.json"], code: 65,
      says: "incomplete"),
    BadCall(
      name: "weights that are none",
      arguments: ["run", "small.json", "--set", "problems.0.weights=weights.safetensors"], code: 65,
      says: "optlab: weights.safetensors: the header is said to have 8390045716485204324 bytes, "
        + "but after offset 8 there are only 8\n"),
    BadCall(
      name: "missing weights",
      arguments: ["run", "small.json", "--set", "problems.0.weights=gone.safetensors"], code: 66,
      says: "optlab: gone.safetensors: there is no such file\n"),
    BadCall(
      name: "a missing spec", arguments: ["run", "gone.json"], code: 66,
      says: "gone.json"),
    BadCall(
      name: "a misspelt experiment", arguments: ["run", "adam-vs-sdg"], code: 66,
      says: "did you mean \"adam-vs-sgd\"?"),
    BadCall(
      name: "a misspelt experiment's file", arguments: ["run", "adam-vs-sdg.json"], code: 66,
      says: "did you mean \"adam-vs-sgd\"?"),
    BadCall(
      name: "a misspelt spec beside", arguments: ["check", "smal.json"], code: 66,
      says: "did you mean \"small.json\"?"),
    BadCall(
      name: "a misspelt spec in a folder", arguments: ["run", "./smal.json"], code: 66,
      says: "optlab: ./smal.json: there is no such file; did you mean \"small.json\"?\n"),
    BadCall(
      name: "a folder for a spec", arguments: ["run", "MNIST"], code: 65,
      says: "optlab: MNIST: this is a folder; an ordinary file is needed\n"),
    BadCall(
      name: "missing data",
      arguments: ["run", "table.json", "--set", "problems.0.data.path=no.csv"],
      code: 66, says: "no.csv"),
    BadCall(
      name: "missing data that are checked", arguments: ["check", "small.json", "lost.json"],
      code: 66, says: "optlab: lost.csv: there is no such file\n"),
    BadCall(
      name: "a bad table that is checked", arguments: ["check", "table.json"], code: 65,
      says: "optlab: table.csv:3: "),
    BadCall(
      name: "missing data and weights, each of them",
      arguments: ["run", "lost.json", "--set", "problems.0.weights=gone.safetensors"], code: 66,
      says: "optlab: lost.csv: there is no such file\n"
        + "optlab: gone.safetensors: there is no such file\n"),
    BadCall(
      name: "missing images",
      arguments: ["run", "images.json", "--set", "problems.0.data.root=no"],
      code: 66, says: "MNIST"),
    BadCall(
      name: "an output below a file", arguments: ["run", "small.json", "--out", "small.json/x"],
      code: 73, says: "small.json/x"),
    BadCall(
      name: "a folder that is no run's", arguments: ["plot", "MNIST"], code: 66,
      says: "no folder of a run"),
    BadCall(
      name: "a difference from nothing", arguments: ["diff", "small.json", "smal.json"], code: 66,
      says: "did you mean \"small.json\"?"),
    BadCall(
      name: "a difference from what is broken", arguments: ["diff", "broken.json", "small.json"],
      code: 65, says: "broken.json:2:3: error:"),
    BadCall(
      name: "a difference from a folder that is no run's",
      arguments: ["diff", "small.json", "MNIST"],
      code: 66, says: "no folder of a run"),
    BadCall(
      name: "an unknown name to list", arguments: ["list", "adamm"], code: 64,
      says: "did you mean adam?"),
  ]

  private func folder() throws -> TestFolder {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    try scratch.write("{\n  nonsense\n}", to: "broken.json")
    try scratch.write("dict nota header", to: "weights.safetensors")
    try scratch.write("x,y\n1,2\n2,two\n", to: "table.csv")
    let table = """
      {"name": "table", "problems": [{"name": "t", "kind": "regression",
        "data": {"kind": "csv", "path": "table.csv", "features": ["x"], "target": "y"},
        "model": [{"kind": "linear", "units": 1}], "epochs": 1}],
       "optimizers": [{"kind": "adam"}]}
      """
    try scratch.write(table, to: "table.json")
    try scratch.write(table.replacing("table.csv", with: "lost.csv"), to: "lost.json")
    try FileManager.default.createDirectory(
      at: scratch.file("MNIST/raw"), withIntermediateDirectories: true)
    try Data([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3]).write(
      to: scratch.file("MNIST/raw/t10k-images-idx3-ubyte"))
    try scratch.write(
      """
      {"name": "images", "problems": [{"name": "t", "kind": "gan",
        "data": {"kind": "mnist", "root": ".", "split": "test"}, "latent": 2,
        "generator": [{"kind": "linear", "units": 784}, "tanh"],
        "discriminator": [{"kind": "linear", "units": 1}, "sigmoid"], "epochs": 1}],
       "optimizers": [{"kind": "adam"}]}
      """, to: "images.json")
    return scratch
  }

  @Test("ends with the documented code and one clear message, and writes nothing", arguments: calls)
  func codes(_ call: BadCall) throws {
    let scratch = try folder()
    let before = try FileManager.default.subpathsOfDirectory(atPath: scratch.folder.path).sorted()
    let outcome = try Program.run(
      call.arguments, in: scratch.folder, environment: call.environment)
    #expect(outcome.code == call.code, "\(outcome.errors)")
    #expect(outcome.errors.contains(call.says), "\(outcome.errors)")
    #expect(!outcome.errors.contains("Fatal error"))
    let after = try FileManager.default.subpathsOfDirectory(atPath: scratch.folder.path).sorted()
    #expect(before == after)
  }

  @Test(
    "is told in a line that begins with the program's name, whoever finds it",
    arguments: [
      ["run"], ["run", "small.json", "--out", ""], ["run", "small.json", "--jobs", "0"],
      ["run", "small.json", "--nonsense\u{1b}[31m"], ["runn", "small.json"], ["plot", "nowhere"],
      ["run", "nowhere.json"], ["data", "fetch", "nothing"],
    ])
  func prefix(_ arguments: [String]) throws {
    let scratch = try folder()
    let outcome = try Program.run(arguments, in: scratch.folder)
    #expect([64, 66].contains(outcome.code))
    #expect(outcome.errors.hasPrefix("optlab: "), "\(outcome.errors)")
    #expect(!outcome.errors.contains("\u{1b}") && !outcome.errors.contains("Error: "))
  }

  @Test("tells of two specs by its end whether they differ")
  func differs() throws {
    let scratch = try folder()
    let same = try Program.run(["diff", "gan", "gan.json"], in: scratch.folder)
    #expect(same.code == 0 && same.errors == "optlab: gan and gan.json are the same\n")
    let other = try Program.run(["diff", "--json", "gan", "small.json"], in: scratch.folder)
    #expect(other.code == 1 && other.errors.isEmpty)
    let spec = try LooseJSON(parsing: Array(other.output.utf8))["spec"].elements
    #expect(spec[0]["place"].text == "name" && spec[0]["second"].text == "small")
  }

  @Test("leaves tables and scripts without gnuplot, and says what is missing")
  func withoutGnuplot() throws {
    let scratch = try folder()
    let outcome = try Program.run(
      ["run", "small.json", "--out", "out"], in: scratch.folder,
      environment: ["PATH": scratch.folder.path])
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("gnuplot is not installed"))
    #expect(FileManager.default.fileExists(atPath: scratch.file("out/curves.csv").path))
    #expect(FileManager.default.fileExists(atPath: scratch.file("out/convergence.gp").path))
  }

  @Test("names a file whose name is not UTF-8 as its bytes are")
  func foreignName() throws {
    let scratch = try folder()
    let command = #"name=$(printf 'caf\351.json'); cp small.json "$name"; exec "$0" check "$name""#
    let outcome = try Program.run(
      ["-c", command, Program.binary.path], in: scratch.folder,
      program: URL(fileURLWithPath: "/bin/sh"))
    #expect(outcome.code == 64)
    #expect(
      outcome.errors
        == #"optlab: the argument $'caf\xe9.json' is not UTF-8, as the names of files "#
        + "have to be that optlab is given; rename the file, or make a link to it that has another "
        + "name\n")
  }

  @Test("is refused while another run holds the folder")
  func held() throws {
    let scratch = try folder()
    try FileManager.default.createDirectory(
      at: scratch.file("out"), withIntermediateDirectories: true)
    let descriptor = unsafe open(scratch.file("out/.lock").path, O_RDWR | O_CREAT, 0o666)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX) == 0)
    let outcome = try Program.run(["run", "small.json", "--out", "out"], in: scratch.folder)
    #expect(outcome.code == 75)
    #expect(outcome.errors.contains("is in use by another run"))
  }
}
