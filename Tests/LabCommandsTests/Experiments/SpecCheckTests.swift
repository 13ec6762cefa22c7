import ExperimentRunner
import Foundation
import LabCommands
import SpecLanguage
import TestSupport
import Testing

@Suite("Checking a spec")
struct SpecCheckTests {
  private let scratch: TestFolder

  init() throws {
    scratch = try TestFolder()
    try scratch.write("x,y\n1,2\n2,3\n", to: "good.csv")
    try scratch.write("x,y\n1,two\n", to: "bad.csv")
    try scratch.write("dict nota header", to: "bad.safetensors")
  }

  private static func regression(_ name: String, _ path: String, more: String = "") -> String {
    """
    {"name": "\(name)", "kind": "regression",
     "data": {"kind": "csv", "path": "\(path)", "features": ["x"], "target": "y"},
     "model": [{"kind": "linear", "units": 1}], "epochs": 1\(more)}
    """
  }

  private func check(_ problems: String..., optimizer: String = #"{"kind": "adam"}"#) throws
    -> SpecCheck
  {
    let spec = """
      {"name": "checked", "problems": [\(problems.joined(separator: ",\n"))],
       "optimizers": [\(optimizer)]}
      """
    let url = try scratch.write(spec, to: "spec.json")
    return SpecCheck(try SpecFile(url.path, shipped: []))
  }

  /// What is said of the files, with paths as seen from the folder.
  private func sentences(_ check: SpecCheck) -> [String] {
    check.inputMistakes.map { "\($0)".replacing(scratch.folder.path + "/", with: "") }
  }

  @Test("opens the data and the weights, and finds them good")
  func good() throws {
    let check = try check(Self.regression("a", "good.csv"))
    #expect(check.isGood && check.report == "")
  }

  @Test("says of every problem's files what a run would say, in one go")
  func files() throws {
    let check = try check(
      Self.regression("a", "lost.csv", more: #", "weights": "lost.safetensors""#),
      Self.regression("b", "bad.csv", more: #", "weights": "bad.safetensors""#))
    #expect(!check.isGood && check.report == "")
    #expect(
      sentences(check) == [
        "lost.csv: there is no such file", "lost.safetensors: there is no such file",
        "bad.csv:2: column \"y\" holds \"two\"; a cell that is used is a decimal number, such as "
          + "-1.5 or 2e-3",
        "bad.safetensors: the header is said to have 8390045716485204324 bytes, but after offset 8 "
          + "there are only 8",
      ])
  }

  @Test("says it of both networks of a GAN")
  func networks() throws {
    let check = try check(
      """
      {"name": "g", "kind": "gan", "data": {"kind": "mnist", "root": "none"}, "latent": 2,
       "generator": [{"kind": "linear", "units": 784}],
       "discriminator": [{"kind": "linear", "units": 1}, "sigmoid"], "epochs": 1,
       "weights": {"generator": "g.safetensors", "discriminator": "d.safetensors"}}
      """)
    let found = sentences(check)
    #expect(found.count == 3)
    #expect(found.first?.hasPrefix("none: there is no MNIST here") == true)
    #expect(
      found.dropFirst() == [
        "g.safetensors: there is no such file", "d.safetensors: there is no such file",
      ])
  }

  @Test("says both, what is wrong with the spec and with the files of its sound problems")
  func both() throws {
    let check = try check(
      Self.regression("a", "lost.csv"),
      Self.regression("b", "gone.csv").replacing(#""epochs": 1"#, with: #""epochs": 0"#),
      optimizer: #"{"kind": "adam", "eps": -1}"#)
    #expect(
      check.diagnostics.map(\.message) == [
        "0 is outside 1 ... 1000000", "-1 is not at least 0",
      ])
    #expect(sentences(check) == ["lost.csv: there is no such file"])
  }

  @Test("says that targets are none that the loss can take, of made data too")
  func targets() throws {
    let made = """
      {"name": "a", "kind": "regression", "data": {"kind": "function"},
       "model": [{"kind": "linear", "units": 1}, "sigmoid"], "loss": "bce", "epochs": 1}
      """
    #expect(
      sentences(try check(made)).first?.hasPrefix("function: bce learns probabilities") == true)
  }

  @Test("says what batches the data do not allow, and what memory")
  func sizes() throws {
    let left = Self.regression("a", "good.csv", more: #", "drop_last": true"#)
    #expect(
      sentences(try check(left)) == [
        "problem \"a\": \"drop_last\": true leaves nothing to train on: the data have 2 examples, "
          + "and a batch has 32"
      ])
    let wide = Self.regression("a", "good.csv", more: #", "batch_size": 2"#)
      .replacing(
        #""units": 1}"#, with: #""units": 1000000}, "relu", {"kind": "linear", "units": 1}"#)
    let rows = (0..<100_000).map { "\($0),1\n" }.joined()
    try scratch.write("x,y\n\(rows)", to: "good.csv")
    let check = try check(wide, optimizer: #"{"kind": "gd"}"#)
    #expect(sentences(check).count == 1)
    #expect(sentences(check).first?.hasPrefix("one trial needs about ") == true)
  }

  @Test("suggests the file that was meant, of those that end alike")
  func nearest() throws {
    let check = try check(
      Self.regression("a", "godo.csv", more: #", "weights": "bat.safetensors""#),
      Self.regression("b", "good.txt"))
    #expect(
      sentences(check) == [
        "godo.csv: there is no such file; did you mean \"good.csv\"?",
        "bat.safetensors: there is no such file; did you mean \"bad.safetensors\"?",
        "good.txt: there is no such file",
      ])
  }

  @Test("warns of what is seldom meant, and takes it all the same")
  func warnings() throws {
    let check = try check(
      Self.regression("a", "good.csv").replacing(#"["x"]"#, with: #"["x", "y"]"#))
    #expect(check.isGood)
    #expect(check.report.contains("spec.json:2:"))
    #expect(check.report.contains(": warning: problems[0].data.target: "))
  }
}
