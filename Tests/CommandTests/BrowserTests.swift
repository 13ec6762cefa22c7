import Foundation
import Testing

/// Whether a real browser is wanted: it takes some seconds, and Debian's chromium and a package of
/// PyPI, which the test installs.
private let wantsBrowser = ProcessInfo.processInfo.environment["OPTLAB_BROWSER"] == "1"

@Suite(
  "The report in a browser",
  .enabled(
    if: wantsBrowser, "skipped: OPTLAB_BROWSER=1 ./test opens reports in Debian's chromium"))
struct BrowserTests {
  private func check(_ spec: String, _ arguments: String...) throws {
    let scratch = try Scratch()
    try scratch.write(spec, to: "spec.json")
    let run = try Program.run(
      ["run", "spec.json", "--out", "out", "--quiet"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let outcome = try Program.run(
      [scratch.file("out/report.html").path] + arguments,
      program: Program.repository.appendingPathComponent("Tests/Browser/check"))
    #expect(outcome.code == 0, "\(outcome.errors)\(outcome.output)")
    #expect(outcome.output.contains("all well"))
  }

  @Test("is quiet, asks nobody for anything, and does what its readers want")
  func readers() throws { try check(smallSpec) }

  @Test("shows hostile names, and runs none of them")
  func hostile() throws { try check(hostileSpec, "--hostile") }
}
