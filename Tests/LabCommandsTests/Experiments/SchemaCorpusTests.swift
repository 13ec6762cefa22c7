import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// The JSON Schema and the program on the same specs: the good ones, and every mistake of the
/// tables beside this file. Where a schema cannot express a rule, the table says why.
@Suite("The JSON Schema")
struct SchemaCorpusTests {
  /// The Python that has `Tests/Schema/requirements.txt`, as `./test` makes it.
  private static let python = ProcessInfo.processInfo.environment["OPTLAB_SCHEMA_PYTHON"]

  private static let repository = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardizedFileURL

  private struct Case {
    var name: String
    var spec: String
    var isGood: Bool
    var why: String?

    var line: String {
      var members: [JSONNode.Member] = [
        .init("name", .string(name)), .init("spec", .string(spec)), .init("good", .bool(isGood)),
      ]
      if let why { members.append(.init("why", .string(why))) }
      return JSONText.compact(.object(members)) + "\n"
    }
  }

  private static func cases() throws -> [Case] {
    let folder = repository.appendingPathComponent("Experiments")
    let shipped = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".schema.json") }.sorted()
    let experiments = try shipped.map { name in
      (name, try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
    }
    let good = (experiments + GoodSpecs.all).flatMap { name, text in
      let reading = Reading(SpecSource(name: name, text: text), from: Experiment.ofLab)
      return [
        Case(name: name, spec: text, isGood: true),
        Case(name: "\(name), resolved", spec: JSONText.pretty(reading.resolved), isGood: true),
      ]
    }
    let bad = Mistake.all.map {
      Case(name: $0.testDescription, spec: $0.spec, isGood: false, why: $0.beyondSchema)
    }
    return good + bad
  }

  @Test("belongs to specs that the program takes as the corpus says")
  func program() throws {
    for entry in try Self.cases() {
      let report = Mistake.report(of: entry.spec)
      #expect(report.isEmpty == entry.isGood, "\(entry.name): \(report)")
    }
  }

  @Test(
    "says of each spec what the program says",
    .enabled(
      if: python != nil,
      "PyPI's jsonschema is not there; ./test fetches it where it can, or name a Python that has it in OPTLAB_SCHEMA_PYTHON"
    ))
  func validator() throws {
    let scratch = try DataScratch()
    let schema = JSONText.pretty(Fields.describing(Experiment.ofLab).fileSchema)
    let schemaPath = try scratch.write(schema.utf8, to: "schema.json")
    let casesPath = try scratch.write(
      try Self.cases().map(\.line).joined().utf8, to: "cases.jsonl")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.python ?? "")
    process.arguments = [
      Self.repository.appendingPathComponent("Tests/Schema/check.py").path, schemaPath, casesPath,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
    #expect(said.hasPrefix("schema and program agree on "))
  }

  @Test("describes every field, and gives the default of each that has one")
  func descriptions() {
    let missing = Self.undescribed(Fields.describing(Experiment.ofLab).fileSchema, at: "")
    #expect(missing == [])
  }

  /// The properties without a description, or, where they are not required, without a default that
  /// is not nothing.
  private static func undescribed(_ node: JSONNode, at path: String) -> [String] {
    switch node.value {
    case .array(let elements):
      return elements.enumerated().flatMap { undescribed($1, at: "\(path)[\($0)]") }
    case .object(let members):
      var found: [String] = []
      for member in members {
        let place = "\(path).\(member.key)"
        if member.key == "properties", case .object(let properties) = member.node.value {
          for property in properties {
            guard case .object(let keywords) = property.node.value else { continue }
            let names = keywords.map(\.key)
            if !names.contains("description") { found.append("\(place).\(property.key)") }
          }
        }
        found += undescribed(member.node, at: place)
      }
      return found
    default: return []
    }
  }
}
