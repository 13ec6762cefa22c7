import ExperimentRunner
import Foundation
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// Thirty points of three classes in the plane, on three spots that lie apart.
private let spots: String =
  (["x,y,kind"]
  + (0..<30).map { place in
    let (x, y, name) = [(0, 0, "low"), (4, 0, "right"), (0, 4, "upper")][place % 3]
    return "\(Double(x) + Double(place) * 0.01),\(Double(y) - Double(place) * 0.01),\(name)"
  }).joined(separator: "\n") + "\n"

private func spec(_ more: String = "", data: String = "") -> String {
  """
  {"name": "spots", "seeds": [0, 1],
   "problems": [{"name": "spots", "kind": "classification",
     "data": {"kind": "csv", "path": "spots.csv", "features": ["x", "y"], "target": "kind"\(data)},
     "model": [{"kind": "linear", "units": 8}, "relu", {"kind": "linear", "units": 3}],
     "epochs": 40, "batch_size": 8\(more)}],
   "optimizers": [{"kind": "adam", "lr": 0.05}, {"kind": "minibatch", "lr": 1e-9}],
   "record": {"every": 20}}
  """
}

@Suite("A classification") struct ClassificationRunTests {
  private let scratch: TestFolder

  init() throws {
    scratch = try TestFolder()
    try scratch.write(spots, to: "spots.csv")
  }

  @Test("records how many are right, of what is learned from and of what is held out")
  func accuracy() throws {
    let run = try LocalRun(spec(data: #", "holdout": 0.2"#), in: scratch)
    let results = try run.complete().compactMap { $0 }
    #expect(run.inputs[0].examples?.count == 24 && run.inputs[0].heldOut?.count == 6)
    let end = try #require(results[0].curves.last(ofNetwork: 0))
    #expect(results[0].curves[end, .accuracy] == 1)
    #expect(results[0].curves[end, .testAccuracy] == 1)
    #expect(try #require(results[0].curves[end, .testLoss]) < 0.3)
    let trials = try scratch.table("out/trials.csv")
    let adam = trials.rows[0]
    #expect(try adam["final_accuracy", "final_test_accuracy"] == ["1", "1"])
    let curves = try scratch.table("out/curves.csv")
    #expect(
      curves.columns.suffix(5) == ["accuracy", "test_loss", "test_accuracy", "lr", "clipped"],
      "new columns stand behind the old ones")
  }

  @Test("counts at the end which class is given to which, and keeps it in its result")
  func confusion() throws {
    let run = try LocalRun(spec(data: #", "holdout": 0.2"#), in: scratch)
    let trained = try run.train()
    let files = TrialFile(ofRun: run.path("out"))
    for trial in run.trials {
      let result = try #require(trained.folder.results[trial.index]?.classes)
      #expect(result.names == ["low", "right", "upper"])
      #expect(result.training.counts.reduce(0, +) == 24)
      #expect(result.heldOut?.counts.reduce(0, +) == 6)
      #expect(files.read(trial.identity)?.classes == result)
    }
    let right = try #require(trained.folder.results[0]?.classes?.training)
    #expect([0, 4, 8].map { right.counts[$0] }.reduce(0, +) == 24)
  }

  @Test("of two features keeps the class that is given over the plane")
  func map() throws {
    let run = try LocalRun(spec(), in: scratch)
    let results = try run.complete().compactMap { $0 }
    let map = try #require(results[0].classes?.map)
    #expect(map.x.contains(0) && map.x.contains(4.28) && map.pointClasses.count == 30)
    let side = ClassResult.Map.side
    // Near three corners lie the three spots.
    let given = [(8, 8), (side - 9, 8), (8, side - 9)].map { map.classes[$0.1 * side + $0.0] }
    #expect(given == [0, 1, 2])
    #expect(results[0].classes?.heldOut == nil)
    let confusion = try scratch.table("out/confusion.csv")
    #expect(confusion.rows.count == 2 * 9)
    #expect(try confusion.rows[0]["target", "predicted", "count"] == ["low", "low", "20"])
    #expect(scratch.exists("out/decision_boundaries.gp") && scratch.exists("out/boundaries.u8"))
    #expect(try scratch.bytes("out/boundaries.u8").count == 2 * side * side)
  }

  @Test("is another trial with other weights of classes, and the same with another measure")
  func identity() throws {
    func hash(_ more: String, data: String = "") throws -> String {
      try LocalRun(spec(more, data: data), in: scratch).trials[0].identity.hash
    }
    let plain = try hash("")
    #expect(try hash(#", "label_smoothing": 0.1"#) != plain)
    #expect(try hash(#", "class_weights": [1, 2, 1]"#) != plain)
    // The loss's settings may stand in it or beside it.
    let inside = #", "loss": {"kind": "cross_entropy", "class_weights": [1, 2, 1]}"#
    #expect(try hash(inside) == hash(#", "class_weights": [1, 2, 1]"#))
    let held = try hash("", data: #", "holdout": 0.2"#)
    #expect(held != plain)
    #expect(try hash(#", "measure": "test_loss""#, data: #", "holdout": 0.2"#) == held)
  }

  @Test("chooses a learning rate by the loss over what is held out where that is asked for")
  func measure() throws {
    let asked = spec(#", "measure": "test_loss""#, data: #", "holdout": 0.2"#)
    let run = try LocalRun(
      asked, edits: ["optimizers.0.lr=[0.05, 1e-9]"], in: scratch)
    try run.complete()
    let results = try scratch.table("out/results.csv")
    let first = results.rows[0]
    #expect(try first["ranked_by", "lr"] == ["test_loss", "0.05"])
    #expect(try first["ranked_loss_median"] == first["test_loss_median"])
  }

  @Test(
    "says what does not fit",
    arguments: [
      (
        #"problems.0.model.2.units=2"#,
        "the model gives 2 values an example, but the data have 3 classes"
      ),
      ("problems.0.class_weights=[1, 1]", "there are 2 weights for 3 classes; each has one"),
      (
        #"problems.0.loss={"kind": "cross_entropy", "class_weights": [1, 1]}"#,
        "there are 2 weights for 3 classes; each has one"
      ),
      ("problems.0.class_weights=[0, 0, 0]", "one weight at least has to be above 0"),
      ("problems.0.measure=\"test_loss\"", "nothing is held out of the data; give them a holdout"),
      ("problems.0.label_smoothing=1", "expected a number"),
      ("problems.0.model.2.units=1", "a class is chosen among 2 at least"),
    ])
  func mistakes(edit: String, words: String) throws {
    let error = #expect(throws: (any Error).self) {
      _ = try LocalRun(spec(), edits: [edit], in: scratch)
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(words) || edit.contains("smoothing"), "\(text)")
  }
}
