import Foundation
import OptimizerLab
import TestSupport
import Testing

/// The README as its readers have it: what it says to type is typed here.
@Suite("The README")
struct ReadmeTests {
  private func readme() throws -> String {
    let file = Program.repository.appendingPathComponent("README.md")
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  /// The lines of the blocks marked with this language.
  private func blocks(_ language: String) throws -> [String] {
    let parts = try readme().components(separatedBy: "```")
    return stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
      .filter { $0.hasPrefix("\(language)\n") }.map { String($0.dropFirst(language.count + 1)) }
  }

  @Test("has only commands that work, in its own order, on its own example")
  func commands() throws {
    let scratch = try TestFolder()
    let example = try #require(try blocks("json").first)
    try scratch.write(example, to: "mine.json")
    let rows = (0..<40).map { "\(Double($0) / 10),\(sin(Double($0) / 10))" }
    try scratch.write("x,y\n" + rows.joined(separator: "\n") + "\n", to: "table.csv")
    let lines = try blocks("sh").joined().split(separator: "\n").map {
      String($0.prefix { $0 != "#" }).trimmingCharacters(in: .whitespaces)
    }
    #expect(lines.count >= 9)
    for line in lines where line != "./test" {
      var words = line.split(separator: " ").map(String.init)
      #expect(words.removeFirst() == "./optlab")
      // The first command trains for a minute: here it is checked, and cut to some steps.
      if words == ["run", "experiments/adam-vs-sgd.json"] {
        #expect(try Program.run(["check", words[1]]).code == 0)
        words += ["--out", scratch.file("first").path, "--set", "seeds=[0]"]
        words += ["--set", "problems.0.epochs=1", "--set", "problems.1.epochs=1"]
        words += ["--set", "problems.1.data.count=64"]
        #expect(try Program.run(words).code == 0, "\(line)")
        continue
      }
      let outcome = try Program.run(words, in: scratch.folder)
      // The linter ends with 1 where it has something to say.
      let isRight = outcome.code == 0 || words[0] == "lint" && outcome.code == 1
      #expect(isRight, "\(line): \(outcome.errors)")
    }
    #expect(
      FileManager.default.fileExists(atPath: scratch.file("plots/mine/convergence.svg").path))
  }

  @Test("fits on a screen, and shows pictures that are there")
  func pictures() throws {
    let text = try readme()
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 90)
    let places = text.components(separatedBy: "](").dropFirst()
      .map { String($0.prefix { $0 != ")" }) }
    #expect(places.count { $0.hasSuffix(".png") } >= 3)
    for place in places where !place.contains("://") {
      let file = Program.repository.appendingPathComponent(place)
      #expect(FileManager.default.fileExists(atPath: file.path), "\(place)")
    }
  }

  @Test("calls a wrapper that tells the program how it was called, and its commit")
  func call() throws {
    let scratch = try TestFolder()
    for folder in [".build/release", "Sources", "scripts"] {
      try FileManager.default.createDirectory(
        at: scratch.file(folder), withIntermediateDirectories: true)
    }
    let wrapper = Program.repository.appendingPathComponent("optlab")
    try FileManager.default.copyItem(at: wrapper, to: scratch.file("optlab"))
    try scratch.write("", to: "Package.swift")
    try scratch.write("abc\n", to: ".build/optlab-commit")
    try scratch.writeProgram(
      "#!/bin/sh\necho \"$OPTLAB_CALLED $OPTLAB_COMMIT $*\"\n", to: ".build/release/optlab")
    try scratch.write("", to: ".build/optlab-is-built")
    let outcome = try Program.run(
      ["-c", "./optlab run x"], in: scratch.folder, environment: ["OPTLAB_COMMIT": ""],
      program: URL(fileURLWithPath: "/bin/sh"))
    #expect(outcome.output == "./optlab abc run x\n", "\(outcome.errors)")
    // A build beside `./test` would wait for the tests, which wait for it.
    try scratch.write("", to: "Sources/edited.swift")
    let meanwhile = try Program.run(
      ["-c", "./optlab run x"], in: scratch.folder,
      environment: ["OPTLAB_COMMIT": "", "OPTLAB_IS_BUILT": "1"],
      program: URL(fileURLWithPath: "/bin/sh"))
    #expect(meanwhile.output == outcome.output, "\(meanwhile.errors)")
  }

  @Test("is right that the wrapper passes straight through once the program is built")
  func wrapper() throws {
    let wrapper = Program.repository.appendingPathComponent("optlab")
    let scratch = try TestFolder()
    let link = scratch.file("linked")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: wrapper)
    // Only a wrapper that finds its program built can be timed.
    let stamp = Program.repository.appendingPathComponent(".build/optlab-is-built")
    guard FileManager.default.fileExists(atPath: stamp.path) else { return }
    _ = try Program.run(["--version"], in: scratch.folder, program: link)
    let began = Date()
    let outcome = try Program.run(["--version"], in: scratch.folder, program: link)
    #expect(outcome.code == 0)
    #expect(outcome.output.hasPrefix("0.1.0"))
    #expect(-began.timeIntervalSinceNow < 0.5)
  }
}
