import Foundation
import LabCommands
import OptimizerLab
import Testing

@Suite("CleanupPlan a folder")
struct CleanTests {
  private func run(_ arguments: String..., in scratch: Scratch) throws -> Program.Outcome {
    try Program.run(arguments, in: scratch.folder)
  }

  private func everything(_ scratch: Scratch) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: scratch.file("out").path).sorted()
  }

  @Test("removes what the spec dropped and what damage left, and says what it frees")
  func clean() throws {
    let scratch = try Scratch()
    try scratch.write(smallSpec, to: "small.json")
    #expect(try run("run", "small.json", "--out", "out", in: scratch).code == 0)
    let first = try everything(scratch).filter { $0.hasSuffix("result.safetensors") }
    let change = "optimizers.0.lr=0.002"
    #expect(try run("run", "small.json", "--out", "out", "--set", change, in: scratch).code == 0)
    let second = try everything(scratch)
    // Dropped results are kept: going back costs nothing.
    #expect(Set(first).isSubset(of: second))
    #expect(
      try run("run", "small.json", "--out", "out", in: scratch).output
        .contains("12 finished (12 were there already)"))

    try scratch.write("mine", to: "out/trials/notes.txt")
    let kept = first[0].replacing("result.safetensors", with: "")
    try scratch.write("half", to: "out/\(kept)result.safetensors.77.tmp")
    try scratch.write("bad", to: "out/\(kept)checkpoint.safetensors.damaged")
    let before = try everything(scratch)
    let rehearsal = try run("clean", "out", "--dry-run", in: scratch)
    #expect(rehearsal.code == 0, "\(rehearsal.errors)")
    #expect(try everything(scratch) == before)
    // Five trials of Adam's: on the surface the two seeds are one.
    #expect(rehearsal.output.contains("7 would be removed"), "\(rehearsal.output)")

    let outcome = try run("clean", "out", in: scratch)
    #expect(outcome.output.contains("out/\(kept)result.safetensors.77.tmp: left half-written"))
    #expect(outcome.output.contains("checkpoint.safetensors.damaged: damaged, and set aside"))
    #expect(outcome.output.contains("out/trials/notes.txt: not made by this program, left alone"))
    #expect(outcome.output.contains("7 removed, "))
    let left = try everything(scratch)
    #expect(left.filter { $0.hasSuffix("result.safetensors") } == first)
    #expect(left.contains("trials/notes.txt"))
    #expect(try run("clean", "out", in: scratch).output.hasSuffix("0 removed, 0 bytes freed\n"))
  }

  @Test("is refused where there is no run", arguments: ["clean", "collect"])
  func noRun(_ command: String) throws {
    let scratch = try Scratch()
    #expect(try run(command, "nothing", in: scratch).code == 66)
    try scratch.write("{}", to: "file.json")
    #expect(try run(command, ".", in: scratch).code == 66)
  }
}

@Suite("A result that cannot be believed")
struct DamageTests {
  @Test(
    "is set aside and made again, whatever is in its place",
    arguments: ["a bit flipped", "cut off", "empty", "another trial's", "a folder", "no folder"])
  func damage(_ kind: String) throws {
    let scratch = try Scratch()
    try scratch.write(smallSpec, to: "small.json")
    #expect(try Program.run(["run", "small.json", "--out", "out"], in: scratch.folder).code == 0)
    let curves = try scratch.table("out/curves.csv")
    let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.file("out").path)
      .filter { $0.hasSuffix("result.safetensors") }.sorted().map { scratch.file("out/\($0)") }
    let victim = files[3]
    var bytes = try Data(contentsOf: victim)
    var place = victim
    switch kind {
    case "a bit flipped": bytes[bytes.count - 9] ^= 4
    case "cut off": bytes.removeLast(40)
    case "empty": bytes = Data()
    case "another trial's": bytes = try Data(contentsOf: files[4])
    default:
      if kind == "no folder" { place = victim.deletingLastPathComponent() }
      try FileManager.default.removeItem(at: place)
      if kind == "a folder" {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      }
    }
    if kind != "a folder" { try bytes.write(to: place) }
    let again = try Program.run(["run", "small.json", "--out", "out"], in: scratch.folder)
    #expect(again.code == 0, "\(again.errors)")
    #expect(again.errors.contains("it is not used, and set aside as "), "\(again.errors)")
    #expect(FileManager.default.fileExists(atPath: place.path + ".damaged"))
    // Of the twelve trials two pairs are one, on the surface.
    #expect(again.output.contains(" were there already)"))
    #expect(try scratch.table("out/curves.csv") == curves)
  }
}
