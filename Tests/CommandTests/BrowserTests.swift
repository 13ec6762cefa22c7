import ExperimentReport
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// Whether a real browser is wanted: it takes some seconds, and Debian's chromium and a package of
/// PyPI, which the test installs.
private let wantsBrowser = ProcessInfo.processInfo.environment["OPTLAB_BROWSER"] == "1"

@Suite(
  "The report in a browser",
  .enabled(
    if: wantsBrowser, "skipped: OPTLAB_BROWSER=1 ./test opens reports in Debian's chromium"),
  .serialized)
struct BrowserTests {
  private func check(
    _ spec: String, _ arguments: String..., changing: (String) -> String = { $0 }
  ) throws -> Program.Outcome {
    let scratch = try TestFolder()
    try scratch.write(spec, to: "spec.json")
    let run = try Program.run(
      ["run", "spec.json", "--out", "out", "--quiet"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    try scratch.write(changing(scratch.text("out/report.html")), to: "out/report.html")
    return try Program.run(
      [scratch.file("out/report.html").path] + arguments,
      program: Program.repository.appendingPathComponent("Tests/Browser/check"))
  }

  @Test("is quiet, asks nobody for anything, and does what its readers want")
  func readers() throws {
    let outcome = try check(smallSpec)
    #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
    #expect(outcome.output.contains("all well"))
  }

  @Test("shows hostile names, and runs none of them")
  func hostile() throws {
    let outcome = try check(hostileSpec, "--hostile")
    #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
  }

  /// A report with a fault, and what the check says of it.
  struct Fault: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    var says: String
    var testDescription: String { says }
  }

  static let faults = [
    Fault(old: "\"use strict\";", new: "", says: "the console has errors"),
    Fault(
      old: "<h2>Results", new: "<img src=\"x.png\" alt=\"\"/><h2>Results",
      says: "the console has errors"),
    Fault(old: "<header>", new: "<header style=\"color:red\">", says: "the console has errors"),
    Fault(old: "class=\"curve\"", new: "class=\"\"", says: "has no curve"),
    Fault(old: "id=\"caption-convergence\"", new: "", says: "has no caption as its name"),
  ]

  @Test("would not pass with a fault", arguments: faults)
  func isStrict(_ fault: Fault) throws {
    let outcome = try check(smallSpec) { $0.replacing(fault.old, with: fault.new) }
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains(fault.says), "\(outcome.errors)")
  }
}
