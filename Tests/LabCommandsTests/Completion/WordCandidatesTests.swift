import Foundation
import LabCommands
import TestSupport
import Testing

@Suite("A word that was begun")
struct WordCandidatesTests {
  private static let spec = """
    {"name": "mine", "seeds": [0, 1],
     "problems": [{"name": "my table", "kind": "regression",
       "data": {"kind": "function", "function": "sine", "count": 8},
       "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
       "epochs": 1, "batch_size": 4}],
     "optimizers": [{"name": "Adam", "kind": "adam", "lr": {"my table": 0.01}}],
     "record": {"every": 1}}
    """

  private static func keys(_ prefix: String, of text: String = spec) throws -> [String] {
    let scratch = try TestFolder()
    let path = try scratch.write(text, to: "mine.json").path
    return WordCandidates(prefix).keys(of: try SpecFile(path, shipped: []))
  }

  @Test(
    "of a key goes one step on, with a dot before what is inside and = before a value",
    arguments: [
      ("optimizers.0.na", ["optimizers.0.name="]), ("opt", ["optimizers."]),
      ("optimizers.", ["optimizers.0."]), ("see", ["seeds="]),
      ("seeds.", ["seeds.0=", "seeds.1="]),
      ("problems.0.model.", ["problems.0.model.0.", "problems.0.model.1.", "problems.0.model.2."]),
      ("problems.0.model.2.u", ["problems.0.model.2.units="]),
      // A default that nobody wrote.
      ("optimizers.0.be", ["optimizers.0.betas="]),
      ("optimizers.0.lr.", ["optimizers.0.lr.my table="]),
      ("optimizers.0.lr.my t", ["optimizers.0.lr.my table="]),
      ("optimizers.0.lr=", []), ("optimizers.7.", []), ("nothing.at.all", []), ("seeds.0.", []),
    ])
  func key(prefix: String, offered: [String]) throws {
    #expect(try Self.keys(prefix) == offered)
  }

  @Test(
    "of a key is none that would be two steps of a path, or two words",
    arguments: ["a.b", "a=b", "a:b", "a\\nb", "a\\tb", ""])
  func notOffered(name: String) throws {
    let text = Self.spec.replacingOccurrences(of: "my table", with: name)
    #expect(try Self.keys("optimizers.0.lr.", of: text).isEmpty)
  }

  @Test("of a key of a spec with mistakes is one of those that are written")
  func mistakes() throws {
    let text = #"{"name": "m", "optimizrs": [{"kind": "adam"}], "seeds": [0]}"#
    #expect(try Self.keys("", of: text) == ["name=", "optimizrs.", "seeds="])
    #expect(try Self.keys("optimizrs.0.", of: text) == ["optimizrs.0.kind="])
    #expect(try Self.keys("", of: "{ no JSON").isEmpty)
  }

  @Test(
    "of a spec is a name that ships, a file of JSON, or a folder to go on in",
    arguments: [
      ("", ["adam-vs-sgd", "moons", "mine.json", "plots/", "two words.json"]),
      ("mi", ["mine.json"]), ("ad", ["adam-vs-sgd"]), ("plots/", ["plots/gan/", "plots/x.json"]),
      ("plots/x", ["plots/x.json"]), (".h", [".hidden.json"]), ("nowhere/", []),
      ("./mi", ["./mine.json"]),
    ])
  func spec(prefix: String, offered: [String]) throws {
    let scratch = try TestFolder()
    let files = [
      "mine.json", "two words.json", "notes.txt", ".hidden.json", "experiment.schema.json",
      "line\nbreak.json", "plots/x.json", "plots/gan/experiment.json",
    ]
    for file in files { try scratch.write("{}", to: file) }
    let root = scratch.folder.path + "/"
    let found = WordCandidates(root + prefix).specs(named: []).map {
      String($0.dropFirst(root.count))
    }
    let names = WordCandidates(prefix).specs(named: ["adam-vs-sgd", "moons"]).filter {
      ["adam-vs-sgd", "moons"].contains($0)
    }
    #expect(names + found == offered)
  }

  @Test("of a run is the folder of one, or one to go on in")
  func run() throws {
    let scratch = try TestFolder()
    for file in ["plots/a/experiment.json", "plots/b/other.json", "plots/c.json"] {
      try scratch.write("{}", to: file)
    }
    let root = scratch.folder.path + "/"
    func runs(_ prefix: String) -> [String] {
      WordCandidates(root + prefix).runs.map { String($0.dropFirst(root.count)) }
    }
    #expect(runs("") == ["plots/"])
    #expect(runs("plots/") == ["plots/a", "plots/b/"])
    #expect(runs("plots/a") == ["plots/a"])
  }
}
