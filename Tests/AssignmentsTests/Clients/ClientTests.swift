import Assignments
import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("The files for other languages")
struct ClientTests {
  private static let compiler = ProgramSearch.find("cc")
  private static let noCompiler: Comment = "no rule in C is tried: there is no cc"
  /// Some twenty seconds.
  private static let wantsSwift = ProcessInfo.processInfo.environment["OPTLAB_SWIFT_CLIENT"] == "1"
  private static let swiftIsNotAskedFor: Comment =
    "no rule in Swift is compiled and tried, but with OPTLAB_SWIFT_CLIENT=1"

  private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Assignments/Clients/examples")

  private let scratch = Result { try TestFolder() }

  /// Lays a client and an example into a folder, and compiles them.
  private func compile(
    _ client: ClientFile, _ example: String, with command: [String],
    change: (String) -> String = { $0 }
  ) throws {
    let scratch = try scratch.get()
    try scratch.write(String(decoding: client.bytes, as: UTF8.self), to: client.name)
    let source = try String(
      contentsOf: Self.examples.appendingPathComponent(example), encoding: .utf8)
    try scratch.write(change(source), to: example)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = scratch.folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private func grade(_ rule: String) throws -> [CheckResult] {
    let points = ["runs": 1.0, "rule": 5, "memory": 2, "float32": 1, "manners": 1]
    return try RuleCheck(rule: rule, points: points).results(
      of: .program(
        folder: scratch.get().folder.path, command: ["./\(rule)"], limits: ProgramLimits(),
        confinement: .submission), task: rule, variant: 7310)
  }

  private static let inC = ["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-O2", "adam.c"]

  @Test("have Adam in C get all points", .enabled(if: compiler != nil, noCompiler))
  func adam() throws {
    try compile(.c, "adam.c", with: Self.inC + ["-o", "adam", "-lm"])
    for check in try grade("adam") {
      #expect(check.status == .pass && check.points == check.most, "\(check.id): \(check.message)")
    }
  }

  @Test(
    "have a mistake in C named, and a state in a global seen",
    .enabled(if: compiler != nil, noCompiler))
  func mistakes() throws {
    try compile(.c, "adam.c", with: Self.inC + ["-o", "adam", "-lm"]) {
      $0.replacing("(m[i] / correction1)", with: "(m[i] + 0 * correction1)")
    }
    let rule = try #require(try grade("adam").first { $0.id == "adam.rule" })
    #expect(rule.mistake == "adam.v-only")
    try compile(.c, "adam.c", with: Self.inC + ["-o", "adam", "-lm"]) {
      $0.replacing(
        "optlab_real *m = optlab_state(step, \"m\");", with: "static optlab_real m[64];")
    }
    let memory = try #require(try grade("adam").first { $0.id == "adam.memory" })
    #expect(memory.status == .fail)
  }

  @Test(
    "have momentum in Swift get all points", .enabled(if: wantsSwift, swiftIsNotAskedFor))
  func momentum() throws {
    try compile(
      .swift, "momentum.swift",
      with: ["swiftc", "-O", "optlab.swift", "momentum.swift", "-o", "momentum"])
    for check in try grade("momentum") {
      #expect(check.status == .pass && check.points == check.most, "\(check.id): \(check.message)")
    }
  }
}
