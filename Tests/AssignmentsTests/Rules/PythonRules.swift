import Assignments
import ExperimentRunner
import Foundation
import SpecLanguage
import TestSupport
import Testing

/// The rules that students write in Python: the sources of the shipped assignments.
enum PythonRules {
  static let isThere = hasNumpy()
  static let isNotThere: Comment = "no rule in Python is tried: python3 with numpy is not there"
  static let wantsAll = ProcessInfo.processInfo.environment["OPTLAB_MUTANTS"] == "1"
  static let allAreNotAskedFor: Comment =
    "a sample of the mutants is tried, and all of them with OPTLAB_MUTANTS=1 (it takes minutes)"

  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The assignment and the file of each.
  static let all: [(assignment: String, rule: String)] = [
    ("one-some-or-all", "gd"), ("a-velocity", "momentum"), ("a-velocity", "nesterov"),
    ("a-rate-for-each", "adagrad"), ("a-rate-for-each", "adadelta"), ("a-rate-for-each", "adam"),
  ]

  static func source(_ rule: String) throws -> String {
    let assignment = try #require(all.first { $0.rule == rule }).assignment
    return try text("Assignments/\(assignment)/source/\(rule).py")
  }

  /// The same as students get it.
  static func starter(_ rule: String) throws -> String {
    var lines: [String] = []
    var isSolution = false
    for line in try source(rule).split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.trimmingCharacters(in: .whitespaces)
      if bare == "# BEGIN SOLUTION" { isSolution = true }
      if !isSolution { lines.append(String(line).replacing("# STUB: ", with: "")) }
      if bare == "# END SOLUTION" { isSolution = false }
    }
    return lines.joined(separator: "\n")
  }

  /// The checks of a rule, with the points of the shipped assignments.
  static func checks(
    _ text: String, _ rule: String, variant: UInt64 = 7310
  ) throws -> [String: CheckResult] {
    let folder = try TestFolder()
    try folder.write(text, to: "\(rule).py")
    try folder.write(try self.text("Sources/Assignments/Clients/optlab.py"), to: "optlab.py")
    let points = ["runs": 1.0, "rule": 5, "memory": 2, "float32": 1, "manners": 1]
    let results = try RuleCheck(rule: rule, points: points).results(
      of: .program(
        folder: folder.folder.path, command: ["python3", "\(rule).py"], limits: ProgramLimits(),
        confinement: .submission), task: rule, variant: variant)
    return Dictionary(
      uniqueKeysWithValues: results.map { (String($0.id.dropFirst(rule.count + 1)), $0) })
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: repository.appendingPathComponent(path), encoding: .utf8)
  }

  /// The mutants of all rules.
  static func mutants() throws -> [Mutant] {
    try all.flatMap { assignment, rule in
      let root = try JSONParser.parse(
        Array(try text("Assignments/\(assignment)/mutants/\(rule).json").utf8))
      return try #require(root.elements).map { try Mutant($0) }
    }
  }

  struct Mutant: CustomStringConvertible {
    var rule: String
    var replaced: String
    var with: String
    /// The mistake that is named, or the check that is not passed, with no name.
    var expected: String
    var says: String?

    init(_ node: JSONNode) throws {
      rule = String(try #require(node["file"]?.text).dropLast(3))
      replaced = try #require(node["replace"]?.text)
      with = try #require(node["with"]?.text)
      expected = try #require(node["expect"]?.text)
      says = node["says"]?.text
    }

    var description: String { "\(rule).py with \(with)" }

    func text() throws -> String {
      let source = try source(rule)
      #expect(source.contains(replaced), "\(self) does not apply")
      return source.replacing(replaced, with: with, maxReplacements: 1)
    }

    /// Whether it was found, and by how many points it is known.
    func expect(_ found: [String: CheckResult]) throws {
      let mistakes = found.values.compactMap(\.mistake)
      let points = found.values.reduce(0) { $0 + $1.points }
      let rule = try #require(found["rule"])
      if let says {
        #expect(expected == rule.id && mistakes.isEmpty, "\(self): \(mistakes)")
        #expect(rule.message.contains(says) && rule.hint != nil, "\(self): \(rule.message)")
      } else {
        #expect(mistakes.contains(expected), "\(self): \(mistakes), \(rule.message)")
      }
      let most =
        found["runs"]?.status != .pass
        ? 0
        : rule.status != .pass ? 3 : found["memory"]?.status != .pass ? 8 : 9
      #expect(points <= Double(most), "\(self): \(points)")
    }
  }

  private static func hasNumpy() -> Bool {
    guard let python = ProgramSearch.find("python3") else { return false }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", "import numpy"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
