import Foundation
import TestSupport
import Testing

/// The repository's own scripts that read its sources.
@Suite(
  "The sources",
  .enabled(
    if: Python.isThere, "Python 3 is not installed, so no script reads the sources"))
struct StructureTests {
  private struct Answer {
    var code: Int32
    var text: String
  }

  private func run(_ script: String, _ arguments: [String]) throws -> Answer {
    let outcome = try Program.run(
      [Program.repository.appendingPathComponent("scripts/\(script)").path] + arguments,
      program: URL(fileURLWithPath: "/usr/bin/env"))
    return Answer(code: outcome.code, text: outcome.output + outcome.errors)
  }

  @Test("have no module that uses one above it, and no cycle of folders")
  func noCycle() throws {
    let answer = try run("structure", ["--check"])
    #expect(answer.code == 0, "\(answer.text)")
  }

  @Test("describe no parameter that is not there")
  func docComments() throws {
    let answer = try run("doc-comments", [])
    #expect(answer.code == 0 && answer.text.isEmpty, "\(answer.text)")
  }

  /// Sources of two rooms of the runner, and what the script says of them.
  @Test(
    "are refused where they use each other",
    arguments: [
      (
        "struct Low { var high: High? }", "struct High { var low: Low? }",
        "a cycle in ExperimentRunner: Records, System"
      ),
      (
        // By a member that only the other room adds.
        "struct Low {}\nfunc use(_ low: Low) { low.raise() }",
        "extension Low {\n  func raise() {}\n}", "a cycle in ExperimentRunner: Records, System"
      ),
      ("struct Low {}  // not High\nlet text = \"High\"", "struct High { var low: Low? }", nil),
    ])
  func cycle(_ low: String, _ high: String, _ fault: String?) throws {
    let scratch = try TestFolder()
    for (room, text) in [("System", low), ("Records", high)] {
      let folder = scratch.file("ExperimentRunner/\(room)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data((text + "\n").utf8).write(to: folder.appendingPathComponent("Made.swift"))
    }
    let answer = try run("structure", ["--check", scratch.folder.path])
    #expect(answer.code == (fault == nil ? 0 : 1), "\(answer.text)")
    if let fault { #expect(answer.text.contains(fault), "\(answer.text)") }
  }

  @Test("are refused where a module imports one above it")
  func upward() throws {
    let scratch = try TestFolder()
    for (module, text) in [
      ("OptimizerLab/Layers", "internal import ExperimentReport\nlet page = Page()"),
      ("ExperimentReport/Page", "struct Page {}"),
    ] {
      let folder = scratch.file(module)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data((text + "\n").utf8).write(to: folder.appendingPathComponent("Made.swift"))
    }
    let answer = try run("structure", ["--check", scratch.folder.path])
    #expect(answer.code == 1, "\(answer.text)")
    #expect(
      answer.text.contains("OptimizerLab/Layers uses ExperimentReport/Page, which is above it"),
      "\(answer.text)")
  }

  @Test("are refused where two modules have a folder of one name")
  func sameName() throws {
    let scratch = try TestFolder()
    for module in ["OptimizerLab", "ExperimentRunner"] {
      let folder = scratch.file("\(module)/Data")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("struct In\(module) {}\n".utf8).write(
        to: folder.appendingPathComponent("Made.swift"))
    }
    let answer = try run("structure", ["--check", scratch.folder.path])
    #expect(answer.code == 1, "\(answer.text)")
    #expect(
      answer.text.contains("the folder name Data stands in ExperimentRunner and OptimizerLab"),
      "\(answer.text)")
  }

  @Test("are drawn in the picture of docs/architecture.md as they are")
  func picture() throws {
    let kept = try String(
      contentsOf: Program.repository.appendingPathComponent("docs/architecture.svg"),
      encoding: .utf8)
    let made = try run("structure", ["--picture"])
    #expect(
      made.code == 0 && made.text == kept, "scripts/structure --picture > docs/architecture.svg")
  }

  @Test(
    "are refused where a comment is wrong of a parameter",
    arguments: [
      (
        "/// Adds.\n/// - Parameter other: a number.\nfunc add(_ number: Int) {}",
        "there is no parameter other; there is _, number"
      ),
      (
        "/// Adds.\n/// - Parameters:\n///   - number: `nil` for none.\nfunc add(_ number: Int) {}",
        "number is described as nil, which it cannot be"
      ),
      ("/// The name; `nil` for none.\nfunc name(of number: Int) -> String {}", "nil is spoken of"),
      (
        "/// Adds.\n/// - Returns: the sum.\nfunc add(_ number: Int) {}",
        "what is returned is described"
      ),
      (
        "/// The name; `nil` for none.\n/// - Parameter number: any.\n@inlinable\n"
          + "func name(of number: Int) -> String? {}", nil
      ),
    ])
  func wrongComment(_ source: String, _ fault: String?) throws {
    let scratch = try TestFolder()
    let file = try scratch.write(source + "\n", to: "Made.swift")
    let answer = try run("doc-comments", [file.path])
    #expect(answer.code == (fault == nil ? 0 : 1), "\(answer.text)")
    if let fault { #expect(answer.text.contains(fault), "\(answer.text)") }
  }
}
