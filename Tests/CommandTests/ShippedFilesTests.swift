import Foundation
import TestSupport
import Testing

@Suite("A program that was copied without its sources")
struct ShippedFilesTests {
  private func copy(_ scratch: TestFolder) throws -> URL {
    let program = scratch.file("copied")
    try FileManager.default.copyItem(at: Program.binary.resolvingSymlinksInPath(), to: program)
    return program
  }

  private func run(
    _ scratch: TestFolder, _ program: URL, _ arguments: [String], _ more: [String: String] = [:]
  ) throws -> Program.Outcome {
    try Program.run(
      arguments, in: scratch.folder,
      environment: ["XDG_CACHE_HOME": scratch.file("cache").path].merging(more) { $1 },
      program: program)
  }

  @Test("has the experiments and the assignments of the repository inside, byte for byte")
  func files() throws {
    let scratch = try TestFolder()
    let program = try copy(scratch)
    let outcome = try run(scratch, program, ["list", "experiments"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("adam-vs-sgd"))
    #expect(try run(scratch, program, ["assignment", "list"]).output.contains("two-players"))
    let cache = scratch.file("cache/optlab")
    let version = try FileManager.default.contentsOfDirectory(atPath: cache.path)
    let folder = cache.appendingPathComponent(try #require(version.first))
    for top in ["Experiments", "Assignments"] {
      let own = Program.repository.appendingPathComponent(top)
      let names = try FileManager.default.subpathsOfDirectory(atPath: own.path).filter {
        !$0.contains("__pycache__") && !own.appendingPathComponent($0).hasDirectoryPath
          && FileManager.default.isReadableFile(atPath: own.appendingPathComponent($0).path)
          && $0.contains(".")
      }
      #expect(names.count > 20)
      for name in names {
        let original = try? Data(contentsOf: own.appendingPathComponent(name))
        let inside = try? Data(
          contentsOf: folder.appendingPathComponent("\(top)/\(name)"))
        #expect(inside == original, "\(top)/\(name)")
      }
    }
  }

  @Test("writes a file of them again that was changed")
  func changed() throws {
    let scratch = try TestFolder()
    let program = try copy(scratch)
    #expect(try run(scratch, program, ["check", "adam-vs-sgd"]).code == 0)
    let outcome = try run(scratch, program, ["check", "adam-vs-sgd"])
    let path = String(outcome.output.prefix { $0 != ":" })
    try Data("{".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try run(scratch, program, ["check", "adam-vs-sgd"]).code == 0)
  }

  @Test("finds them in a folder of the user's own in /tmp where the cache cannot be written to")
  func readOnly() throws {
    let scratch = try TestFolder()
    let outcome = try run(
      scratch, copy(scratch), ["check", "adam-vs-sgd"], ["XDG_CACHE_HOME": "/proc/no"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("/tmp/optlab-\(geteuid())/"))
  }

  @Test("finds them where the variable that names others is empty")
  func emptyVariable() throws {
    let scratch = try TestFolder()
    let outcome = try run(scratch, copy(scratch), ["check", "adam-vs-sgd"], ["OPTLAB_HOME": ""])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix(scratch.file("cache/optlab").path))
  }

  @Test("finds data sets that were fetched, where a spec's own folder has none")
  func data() throws {
    let scratch = try TestFolder()
    let raw = scratch.file("fetched/MNIST/raw")
    try FileManager.default.createDirectory(at: raw, withIntermediateDirectories: true)
    let outcome = try run(
      scratch, copy(scratch), ["check", "mnist-gan"],
      ["OPTLAB_DATA": scratch.file("fetched").path])
    #expect(outcome.code == 66)
    #expect(outcome.errors.contains("\(raw.path)/train-images-idx3-ubyte"))
  }

  @Test(
    "has in it what ships, and nothing that does not",
    .enabled(if: PythonRules.isThere, Comment(rawValue: PythonRules.isMissing)))
  func list() throws {
    let outcome = try Program.run(
      ["--check"], in: Program.repository,
      program: Program.repository.appendingPathComponent("scripts/embed"))
    #expect(outcome.code == 0, "\(outcome.errors)")
  }
}
