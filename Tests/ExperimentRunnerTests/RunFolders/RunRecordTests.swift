import ExperimentRunner
import Foundation
import SpecLanguage
import TestSupport
import Testing

@Suite("What a run says of itself")
struct RunRecordTests {
  private let scratch: TestFolder
  private let record = RunRecord(specFolder: "", jobs: 1)

  init() throws { scratch = try TestFolder() }

  private func folder(seeds: Int, steps: Int = 10) throws -> RunFolder {
    let run = try LocalRun(
      """
      {"name": "walk", "seeds": \(Array(0..<seeds)), "optimizers": [{"kind": "adam"}],
       "problems": [{"name": "valley", "kind": "surface", "steps": \(steps),
         "data": {"kind": "surface", "surface": "rosenbrock"}}]}
      """, in: scratch)
    return RunFolder(
      path: scratch.folder.path, experiment: run.experiment, trials: run.trials, results: [:])
  }

  private var manifest: [UInt8] { get throws { try scratch.bytes("manifest.json") } }

  @Test("is read back of any number of trials, and left as it is by a share that has the same")
  func long() throws {
    let own = try folder(seeds: 26_000)
    try record.join(own, isAlone: true)
    let written = try manifest
    #expect(written.count > JSONParser.maximumSize)
    let read = try FinishedRun(scratch.folder.path).trials()
    #expect(read.map(\.identity) == own.trials.map(\.identity))
    // It would say another time.
    Thread.sleep(forTimeInterval: 0.01)
    for isAlone in [true, false] {
      try RunRecord(specFolder: "", jobs: 1).join(own, isAlone: isAlone)
      #expect(try manifest == written)
    }
  }

  @Test("is compared by what stands before the trials, which are not read for that")
  func head() throws {
    let own = try folder(seeds: 3_000)
    try record.join(own, isAlone: true)
    var bytes = try manifest
    let start = try #require(Manifest.read(in: scratch.folder.path))
    #expect(start["trial_count"]?.integer == 3_000 && start["trials"]?.elements?.isEmpty == true)
    let file = scratch.file("manifest.json")
    // What is behind the first quarter of a megabyte is of no consequence for it.
    bytes.replaceSubrange((1 << 19)..., with: [UInt8](repeating: 0, count: bytes.count - 1 << 19))
    try Data(bytes).write(to: file)
    try RunRecord(specFolder: "", jobs: 1).join(own, isAlone: false)
    #expect(try manifest == bytes)
    #expect(throws: RunFolderError.self) { try FinishedRun(scratch.folder.path).trials() }
    // Other trials are noticed all the same.
    #expect(throws: RunFolderError.self) {
      try record.join(folder(seeds: 3_000, steps: 11), isAlone: false)
    }
  }

  /// A manifest of before, with the trials in the middle, and texts that look like parts of one.
  @Test(
    "is read wherever its trials stand, and whatever its texts look like",
    arguments: [
      (#"{"a": "]}\"", "trials": [{"hash": "x"}, {"b": [1, {"c": "}"}]}], "z": 2}"#, 2),
      (#"{"trials":[],"z":2}"#, 2), (#" { "z" : 2 , "x" : { "trials" : [ 1 ] } } "#, 2),
      (#"{"trials": [{"hash": "x"}, "z": 2}"#, nil), (#"{"trials": [{"hash": "x"}"#, nil),
      (#"["trials"]"#, nil), ("", nil), (#"{"z": 2"#, nil), (#"{"z": 2} x"#, nil),
    ] as [(String, Int?)])
  func forms(text: String, z: Int?) throws {
    try scratch.write(text, to: "manifest.json")
    #expect(Manifest.read(in: scratch.folder.path)?["z"]?.integer == z)
  }

  @Test("is read back of a spec that is longer with its defaults than specs may be")
  func longSpec() throws {
    let description = String(repeating: "x", count: JSONParser.maximumSize - 300)
    let run = try LocalRun(
      """
      {"name": "walk", "optimizers": [{"kind": "adam"}], "seeds": [0],
       "problems": [{"name": "valley", "kind": "surface", "steps": 10,
         "data": {"kind": "surface", "surface": "rosenbrock"}}],
       "description": "\(description)"}
      """, in: scratch)
    try record.join(
      RunFolder(
        path: scratch.folder.path, experiment: run.experiment, trials: run.trials, results: [:]),
      isAlone: true)
    #expect(try scratch.bytes("experiment.json").count > JSONParser.maximumSize)
    #expect(try FinishedRun(scratch.folder.path).experiment.description == description)
  }

  @Test(
    "is called unreadable where it is, and another experiment's only where it is that",
    arguments: [
      ("manifest.json", "{", "what they are at cannot be read"),
      ("manifest.json", "{}", "what they are at cannot be read"),
      ("experiment.json", "{\"name\": 1}", "what they are at cannot be read"),
      ("experiment.json", nil, "what they are at cannot be read"),
      ("", nil, "at work in it on another experiment, or on other data"),
    ] as [(String, String?, String)])
  func refusals(file: String, text: String?, says: String) throws {
    try record.join(folder(seeds: 3, steps: file.isEmpty ? 20 : 10), isAlone: true)
    if let text {
      try scratch.write(text, to: file)
    } else if !file.isEmpty {
      try FileManager.default.removeItem(at: scratch.file(file))
    }
    let own = try folder(seeds: 3)
    let error = try #require(throws: RunFolderError.self) { try record.join(own, isAlone: false) }
    #expect(error.description.contains(says), "\(error)")
    // Alone, it is written anew.
    try record.join(own, isAlone: true)
    let read = try FinishedRun(scratch.folder.path).trials()
    #expect(read.map(\.identity) == own.trials.map(\.identity))
  }
}
