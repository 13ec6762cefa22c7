import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A processor that lacks what the program was built for")
struct ProcessorTests {
  /// What stands in for one.
  private static let emulator = ProgramSearch.find("qemu-x86_64")

  @Test(
    "is told in one sentence, with 69, whatever is asked for",
    .enabled(if: emulator != nil, "qemu-user is not installed"),
    arguments: [["--version"], ["list"], ["run", "adam-vs-sgd", "--out", "out"]])
  func old(_ arguments: [String]) throws {
    let scratch = try TestFolder()
    let outcome = try Program.run(
      ["-cpu", "Nehalem", Program.binary.path] + arguments, in: scratch.folder,
      program: URL(fileURLWithPath: Self.emulator ?? ""))
    #expect(outcome.code == 69)
    #expect(outcome.output == "")
    // For this machine it was built.
    let needed = ["AVX2, FMA and BMI2", "AVX-512"].map {
      "optlab: this program was built for processors with \($0), and this one lacks them; remove the "
        + "folder .build, and ./optlab builds it for this machine\n"
    }
    #expect(needed.contains { outcome.errors.hasSuffix($0) }, "\(outcome.errors)")
    #expect(try scratch.paths(below: ".") == [])
  }
}
