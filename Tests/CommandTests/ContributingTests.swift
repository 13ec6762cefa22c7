import Foundation
import Testing

/// CONTRIBUTING.md against the repository: what it says of how something was added is what there is.
@Suite("CONTRIBUTING")
struct ContributingTests {
  /// Where a file may name something that was added without having been part of adding it.
  private static let folders = ["Sources", "Tests", "docs", "Experiments"]
  private static let page = "CONTRIBUTING.md"

  /// The files that a section lists: what stands in backquotes at the beginning of an item.
  private static func listed(_ section: String) throws -> [String] {
    let text = try String(
      contentsOf: Program.repository.appendingPathComponent(page), encoding: .utf8)
    let parts = text.components(separatedBy: "\n### ")
    let own = try #require(parts.first { $0.hasPrefix("\(section)\n") })
    return own.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("- `"), let end = line.dropFirst(3).firstIndex(of: "`") else {
        return nil
      }
      return String(line[line.index(line.startIndex, offsetBy: 3)..<end])
    }
  }

  /// The files of the repository in which one of the names stands.
  private static func files(naming names: [String]) throws -> Set<String> {
    let kinds = ["--include=*.swift", "--include=*.md", "--include=*.json"]
    let found = try Program.run(
      ["grep", "-rlE"] + kinds + ["\\b(\(names.joined(separator: "|")))"] + folders,
      program: URL(fileURLWithPath: "/usr/bin/env"))
    #expect(found.code == 0, "\(found.errors)")
    return Set(found.output.split(separator: "\n").map(String.init))
      .filter { !$0.hasSuffix("ContributingTests.swift") }
  }

  /// - Parameter also: files that name it for reasons of their own, each with its reason.
  @Test(
    "lists the files that adding something took, and no other",
    arguments: [
      (
        "an optimizer", ["(Reference)?Lion\\b", "lion\\b"],
        [
          "Tests/LabCommandsTests/Torch/TorchGapTests.swift": "the one that PyTorch has not",
          "Tests/LabCommandsTests/Experiments/GoodSpecs.swift": "a spec with one of everything",
        ]
      ),
      (
        "a figure", ["UpdateCosines\\b", "update_cosines\\b"],
        ["Tests/ExperimentReportTests/Figures/SmoothingTests.swift": "its lines are smoothed"]
      ),
      ("an exporter", ["JSONLines", "export jsonl\\b"], [:]),
    ] as [(String, [String], [String: String])])
  func lists(_ section: String, _ names: [String], also: [String: String]) throws {
    let listed = Set(try Self.listed(section))
    #expect(!listed.isEmpty)
    let naming = try Self.files(naming: names).subtracting(also.keys)
    #expect(
      naming.subtracting(listed).isEmpty,
      "adding took files that the list lacks: \(naming.subtracting(listed).sorted())")
    #expect(
      listed.subtracting(naming).isEmpty,
      "the list has files that know nothing of it: \(listed.subtracting(naming).sorted())")
  }

  @Test("names no file or folder of the repository that is not there")
  func exist() throws {
    let text = try String(
      contentsOf: Program.repository.appendingPathComponent(Self.page), encoding: .utf8)
    let paths = text.matches(
      of: /`((?:Sources|Tests|docs|Experiments|Notebooks|scripts|plots)\/[^` …]*)[^`]*`/
    )
    .map { String($0.output.1) }
    #expect(paths.count > 20)
    for path in paths {
      #expect(
        FileManager.default.fileExists(
          atPath: Program.repository.appendingPathComponent(path).path),
        "\(path)")
    }
  }
}
