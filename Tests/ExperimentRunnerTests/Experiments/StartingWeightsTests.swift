import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// A file of weights that a spec cannot start from.
struct BadWeights: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// All that is said, after the file's path.
  var says: String
  /// Changes a good file.
  var change: @Sendable (inout SafetensorsFile) -> Void = { _ in }
  /// Changes its bytes.
  var damage: @Sendable ([UInt8]) -> [UInt8] = { $0 }

  static let all = [
    BadWeights(
      testDescription: "a layer of another size",
      says: "tensor 0.weight has the shape [7, 1], but the network's is [8, 1]"
    ) { file in
      file.entries.removeFirst()
      file.add("0.weight", [Float](repeating: 0, count: 7), shape: [7, 1])
    },
    BadWeights(
      testDescription: "a transposed weight",
      says: "tensor 2.weight has the shape [8, 1], but the network's is [1, 8]"
    ) { $0.entries[2].shape = [8, 1] },
    BadWeights(
      testDescription: "a missing tensor",
      says: #"there is no tensor 2.weight; the file has "0.weight", "0.bias", "2.bias""#
    ) { $0.entries.remove(at: 2) },
    BadWeights(
      testDescription: "no tensor",
      says: "there is no tensor 0.weight; the file has none"
    ) { $0.entries = [] },
    BadWeights(
      testDescription: "a tensor of another network",
      says: #"the network has no tensor "4.weight"; it has 0.weight, 0.bias, 2.weight, 2.bias"#
    ) { $0.add("4.weight", [1] as [Float], shape: [1, 1]) },
    BadWeights(
      testDescription: "bytes for weights",
      says: "tensor 0.bias has the dtype U8, which is no weight's"
    ) { file in
      file.entries.remove(at: 1)
      file.add("0.bias", [UInt8](repeating: 1, count: 8), shape: [8])
    },
    BadWeights(
      testDescription: "a weight that is not a number",
      says: "tensor 2.bias holds a number that is not finite"
    ) { file in
      file.entries.removeLast()
      file.add("2.bias", [.nan] as [Float], shape: [1])
    },
    BadWeights(
      testDescription: "a header cut off",
      says: "the header is said to have 256 bytes, but after offset 8 there are only 92",
      damage: { Array($0.prefix(100)) }),
    BadWeights(
      testDescription: "data cut off",
      says: #"tensor "2.bias" ends at byte 100 of the data, which have only 99 bytes"#,
      damage: { $0.dropLast() }),
    BadWeights(
      testDescription: "a file of torch.save",
      says: "this is a file of torch.save; what is needed is a safetensors file; "
        + "safetensors.torch.save_file(model.state_dict(), …) writes the other",
      damage: { _ in [0x50, 0x4B, 3, 4] + Array("…model/data.pkl…".utf8) }),
    BadWeights(
      testDescription: "a pickle",
      says: "the header is said to have 8390045716485204324 bytes, but after offset 8 there are "
        + "only 8",
      damage: { _ in Array("dict not".utf8) + Array("a header".utf8) }),
  ]
}

@Suite("Starting from a file of weights")
struct StartingWeightsTests {
  private static let spec = """
    {"name": "start",
     "problems": [{"name": "line", "kind": "regression",
       "data": {"kind": "function", "function": "linear", "count": 40},
       "model": [{"kind": "linear", "units": 8}, "relu", {"kind": "linear", "units": 1}],
       "weights": "weights.safetensors", "epochs": 2, "batch_size": 16}],
     "optimizers": [{"kind": "sgd"}], "figures": [], "record": {"every": 1}}
    """

  private static var good: SafetensorsFile {
    var file = SafetensorsFile()
    file.add("0.weight", (0..<8).map { Float($0) / 10 - 0.3 }, shape: [8, 1])
    file.add("0.bias", [Float](repeating: 0.1, count: 8), shape: [8])
    file.add("2.weight", (0..<8).map { 0.2 - Float($0) / 20 }, shape: [1, 8])
    file.add("2.bias", [0.5] as [Float], shape: [1])
    return file
  }

  private func folder(_ bytes: [UInt8]) throws -> TestFolder {
    let scratch = try TestFolder()
    try scratch.write(Self.spec, to: "start.json")
    try Data(bytes).write(to: scratch.file("weights.safetensors"))
    return scratch
  }

  @Test("begins there, and gives back what it began with")
  func starts() throws {
    let run = try LocalRun(Self.spec, in: folder(Self.good.encoded))
    try run.complete()
    let hash = run.trials[0].identity.hash
    let saved = try SafetensorsFile(decoding: run.scratch.bytes("out/trials/\(hash).safetensors"))
    for entry in Self.good.entries {
      #expect(saved["model.initial.\(entry.name)"]?.bytes == entry.bytes)
    }
    let numbers = Self.good.entries.flatMap { $0.numbers ?? [] }
    let norm = numbers.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
    let first = try run.scratch.csv("out/curves.csv").rows[0]
    #expect(abs((try first.number("parameter_norm") ?? .nan) - norm) < 1e-12)
  }

  @Test("meets the batches of the seed all the same")
  func batches() throws {
    let scratch = try folder(Self.good.encoded)
    let plain = try LocalRun(Self.spec, in: scratch)
    try plain.complete()
    // What the first trial began with, from the file that the trial left.
    let path = "began.safetensors"
    let result = try #require(TrialFile(ofRun: plain.path("out")).read(plain.trials[0].identity))
    let start = try #require(result.weights.first?.initial)
    try Data(start.encoded).write(to: scratch.file(path))
    let again = try LocalRun(
      Self.spec, edits: ["problems.0.weights=\"\(path)\""], in: scratch)
    try again.complete(to: "again")
    #expect(try scratch.table("out/curves.csv") == scratch.table("again/curves.csv"))
  }

  @Test("says what is wrong with the file", arguments: BadWeights.all)
  func refuses(_ bad: BadWeights) throws {
    var file = Self.good
    bad.change(&file)
    let scratch = try folder(bad.damage(file.encoded))
    let error = #expect(throws: WeightsError.self) { try LocalRun(Self.spec, in: scratch) }
    #expect(
      error?.description == "\(scratch.file("weights.safetensors").path): \(bad.says)")
  }

  @Test("says that there is no such file")
  func missing() throws {
    let scratch = try TestFolder()
    let error = #expect(throws: WeightsError.self) { try LocalRun(Self.spec, in: scratch) }
    #expect(
      error?.description
        == "\(scratch.file("weights.safetensors").path): there is no such file")
  }
}
