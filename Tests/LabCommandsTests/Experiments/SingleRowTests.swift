import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// Batches of one example, over which there is no variance.
@Suite("A batch normalization")
struct SingleRowTests {
  private static func spec(
    batch: String = "\"batch_size\": 8", data: String = "\"kind\": \"function\", \"count\": 40",
    length: String = "\"epochs\": 2", layer: String = "batch_norm",
    optimizer: String = "{\"kind\": \"adam\"}"
  ) -> String {
    """
    {
      "name": "base", "seeds": [0],
      "problems": [
        { "name": "sine", "kind": "regression", "data": {\(data)},
          "model": [{"kind": "linear", "units": 4}, "\(layer)", {"kind": "linear", "units": 1}],
          \(length), \(batch) }
      ],
      "optimizers": [\(optimizer)]
    }
    """
  }

  @Test(
    "is refused a batch of one example, where the spec decides it, with the place",
    arguments: [
      (
        spec(batch: "\"batch_size\": 1"),
        "problems[0].batch_size: batch_norm (model[1]) takes means over a batch, which needs at least 2 examples, but \"adam\" takes 1 an update"
      ),
      (
        spec(optimizer: "{\"kind\": \"adam\"}, {\"kind\": \"sgd\"}"),
        "optimizers[1].kind: batch_norm (model[1]) takes means over a batch, which needs at least 2 examples, but \"sgd\" takes 1 an update"
      ),
      (
        spec(optimizer: "{\"kind\": \"adam\", \"batch_size\": 1}"),
        "optimizers[0].batch_size: batch_norm (model[1])"
      ),
      (
        spec(data: "\"kind\": \"function\", \"count\": 41"),
        "problems[0].batch_size: batch_norm (model[1]) takes means over a batch, which needs at least 2 examples, but of 41 examples in batches of 8 the last of an epoch has 1; \"drop_last\": true leaves it out"
      ),
      (
        spec(
          data: "\"kind\": \"function\", \"count\": 41", length: "\"steps\": 6"),
        "the last of an epoch has 1"
      ),
    ])
  func refused(_ spec: String, _ says: String) {
    #expect(Mistake.report(of: spec).contains(says), "\(Mistake.report(of: spec))")
  }

  @Test(
    "takes every other batch",
    arguments: [
      spec(), spec(layer: "layer_norm", optimizer: "{\"kind\": \"sgd\"}"),
      spec(optimizer: "{\"kind\": \"sgd\", \"batch_size\": \"all\"}"),
      spec(data: "\"kind\": \"function\", \"count\": 42"),
      spec(
        batch: "\"batch_size\": 8, \"drop_last\": true",
        data: "\"kind\": \"function\", \"count\": 41"),
      // The last batch is never met.
      spec(data: "\"kind\": \"function\", \"count\": 41", length: "\"steps\": 5"),
    ])
  func taken(_ spec: String) {
    #expect(Mistake.report(of: spec) == "")
  }

  @Test("is refused a batch of one example once the data are read, with the problem's name")
  func afterReading() throws {
    let folder = try DataScratch()
    try folder.write(
      ("x,y\n" + (0..<9).map { "\($0),\($0)\n" }.joined()).utf8, to: "t.csv")
    let text = Self.spec(
      data: """
        "kind": "csv", "path": "t.csv", "features": ["x"], "target": "y"
        """)
    let source = SpecSource(name: "spec.json", text: text)
    let experiment = Reading(source, from: Experiment.ofLab).value
    #expect(throws: BatchError.self) { try experiment.loadInputs(from: folder.folder) }
    do {
      _ = try experiment.loadInputs(from: folder.folder)
    } catch let error as BatchError {
      #expect(
        error.description == "problem \"sine\": batch_norm (model[1]) takes means over a batch, "
          + "which needs at least 2 examples, but of 9 examples in batches of 8 the last of an "
          + "epoch has 1; \"drop_last\": true leaves it out")
    }
  }
}
