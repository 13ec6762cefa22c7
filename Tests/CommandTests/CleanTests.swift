import Foundation
import LabCommands
import OptimizerLab
import TestSupport
import Testing

@Suite("Cleaning a folder")
struct CleanTests {
  private func run(_ arguments: String..., in scratch: TestFolder) throws -> Program.Outcome {
    try Program.run(arguments, in: scratch.folder)
  }

  private func everything(_ scratch: TestFolder) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: scratch.file("out").path).sorted()
  }

  @Test("removes what the spec dropped and what damage left, and says what it frees")
  func clean() throws {
    let scratch = try SmallRun.copy()
    let undrawn = ["run", "small.json", "--out", "out", "--set", "figures=[]"]
    let first = try everything(scratch).filter { $0.hasSuffix(".safetensors") }
    let change = "optimizers.0.lr=0.002"
    #expect(try Program.run(undrawn + ["--set", change], in: scratch.folder).code == 0)
    let second = try everything(scratch)
    // Dropped results are kept: going back costs nothing.
    #expect(Set(first).isSubset(of: second))
    #expect(
      try Program.run(undrawn, in: scratch.folder).output
        .contains("12 finished (12 were there already)"))

    try scratch.write("mine", to: "out/trials/notes.txt")
    let kept = first[0]
    let checkpoint = kept.replacing("trials/", with: "checkpoints/")
    try scratch.write("half", to: "out/\(kept).99999999.tmp")
    try scratch.write("bad", to: "out/\(checkpoint).damaged")
    try scratch.write("done", to: "out/\(checkpoint)")
    let before = try everything(scratch)
    let rehearsal = try run("clean", "out", "--dry-run", in: scratch)
    #expect(rehearsal.code == 0, "\(rehearsal.errors)")
    #expect(try everything(scratch) == before)
    // Five trials of Adam's: on the surface the two seeds are one.
    #expect(rehearsal.output.contains("8 would be removed"), "\(rehearsal.output)")

    let outcome = try run("clean", "out", in: scratch)
    #expect(outcome.output.contains("out/\(kept).99999999.tmp: left half-written"))
    #expect(outcome.output.contains("out/\(checkpoint).damaged: damaged, and set aside"))
    #expect(outcome.output.contains("out/\(checkpoint): the checkpoint of a finished trial"))
    #expect(outcome.output.contains("out/trials/notes.txt: not made by this program, left alone"))
    #expect(
      outcome.output.contains(/8 removed, [1-9][0-9.]* (bytes|kB) freed/), "\(outcome.output)")
    let left = try everything(scratch)
    #expect(left.filter { $0.hasSuffix(".safetensors") } == first)
    #expect(left.contains("trials/notes.txt"))
    #expect(try run("clean", "out", in: scratch).output.hasSuffix("0 removed, 0 bytes freed\n"))
  }

  @Test("is refused where there is no run", arguments: ["clean", "collect"])
  func noRun(_ command: String) throws {
    let scratch = try TestFolder()
    #expect(try run(command, "nothing", in: scratch).code == 66)
    try scratch.write("{}", to: "file.json")
    #expect(try run(command, ".", in: scratch).code == 66)
  }
}
