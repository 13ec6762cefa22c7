import Foundation
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

@Suite("optlab doctor")
struct DoctorCommandTests {
  @Test(
    "prints text, or JSON, and leaves nothing behind",
    arguments: [["doctor"], ["doctor", "--json"]])
  func prints(arguments: [String]) throws {
    let scratch = try TestFolder()
    let outcome = try Program.run(arguments, in: scratch.folder)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    if arguments.count > 1 {
      #expect(throws: Never.self) { try JSONParser.parse(Array(outcome.output.utf8)) }
    } else {
      #expect(outcome.output.hasPrefix("program\n  version "))
      #expect(outcome.output.contains("\ngnuplot\n  program "))
      #expect(outcome.output.contains("svg pngcairo"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).isEmpty)
  }

  @Test("says what is missing, and does without it")
  func withoutPrograms() throws {
    let scratch = try TestFolder()
    let outcome = try Program.run(
      ["doctor"], in: scratch.folder, environment: ["PATH": "/nowhere", "GNUTERM": "\u{1B}[31m"])
    #expect(outcome.code == 0)
    #expect(
      outcome.output.contains(
        "program  not installed (Debian: gnuplot-nox); no figure can be drawn\n"))
    #expect(outcome.output.contains("curl     not installed\n"))
    #expect(
      outcome.output.contains("GNUTERM  \\u{1b}[31m\n") || outcome.output.contains("\\u{1b}[31m"))
    #expect(!outcome.output.contains("\u{1B}"))
  }
}
