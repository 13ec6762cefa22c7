import Assignments
import ExperimentRunner
import LabCommands
import SpecLanguage
import TestSupport
import Testing

/// A spec of the 16×8 network, with some of its lines.
private func spec(
  optimizer: String = #"{"kind": "adam", "lr": 0.05}"#, activation: String = #""relu""#,
  units: Int = 16, noise: String = "0.1", layers: Int = 2, more: String = ""
) -> String {
  let hidden = (0..<layers).map { _ in #"{"kind": "linear", "units": \#(units)}, \#(activation)"# }
    .joined(separator: ", ")
  return #"""
    {"name": "own", "seeds": [0, 1], "problems": [{"name": "sine", "kind": "regression",
      "data": {"kind": "function", "function": "sine", "count": 64, "noise": \#(noise), "seed": 0},
      "model": [\#(hidden), {"kind": "linear", "units": 1}], "epochs": 80, "batch_size": 16}],
      "optimizers": [\#(optimizer)] \#(more)}
    """#
}

private func resolved(_ text: String) throws -> JSONNode {
  let source = SpecSource(name: "spec.json", text: text)
  let reading = Reading(source, from: Experiment.ofLab)
  try #require(reading.diagnostics.isEmpty, "\(reading.diagnostics.rendered(in: source))")
  return reading.resolved
}

@Suite("A spec beside its base") struct SpecComparisonTests {
  /// What a student handed in, where it may change, what has to stay, and what is refused.
  struct Submission: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var own: String
    var may: [String]
    var keep: [String] = []
    var refused: [String] = []
  }

  private static let cure = ["problems[0].model[*]"]
  private static let shape = ["problems[0].model[*].units", "problems[0].model[#]"]

  static let submissions: [Submission] = [
    Submission(testDescription: "nothing changed", own: spec(), may: []),
    Submission(
      testDescription: "another rate", own: spec(optimizer: #"{"kind": "adam", "lr": 0.3}"#),
      may: ["optimizers[0]"]),
    Submission(
      testDescription: "another kind, with other settings",
      own: spec(optimizer: #"{"kind": "momentum", "lr": 0.2, "momentum": 0.8}"#),
      may: ["optimizers[0]"]),
    Submission(
      testDescription: "a rate that was to stay",
      own: spec(optimizer: #"{"kind": "adam", "lr": 0.01}"#), may: cure, keep: shape,
      refused: ["optimizers[0].lr: 0.05 -> 0.01"]),
    Submission(
      testDescription: "leaky units",
      own: spec(activation: #"{"kind": "leaky_relu", "negative_slope": 0.1}"#),
      may: cure, keep: shape),
    Submission(testDescription: "tanh", own: spec(activation: #""tanh""#), may: cure, keep: shape),
    Submission(
      testDescription: "wider", own: spec(units: 32), may: cure, keep: shape,
      refused: [
        "problems[0].model[0].units: 16 -> 32", "problems[0].model[2].units: 16 -> 32",
      ]),
    Submission(
      testDescription: "deeper where the count may not change", own: spec(layers: 3), may: cure,
      keep: ["problems[0].model[#]"], refused: ["problems[0].model[#]: 5 -> 7"]),
    Submission(
      testDescription: "deeper where all elements may change", own: spec(layers: 3), may: cure),
    Submission(
      testDescription: "noise in the data", own: spec(noise: "100"), may: ["optimizers[0]"],
      refused: ["problems[0].data.noise: 0.1 -> 100"]),
    Submission(
      testDescription: "names, seeds, record and description",
      own: spec(
        more: #", "description": "mine", "record": {"every": 1}, "figures": ["convergence"]"#
      )
      .replacing("\"seeds\": [0, 1]", with: "\"seeds\": [5]").replacing("own", with: "other"),
      may: []),
    Submission(
      testDescription: "a second optimizer",
      own: spec(optimizer: #"{"kind": "adam", "lr": 0.05}, {"kind": "sgd", "lr": 0.1}"#),
      may: ["optimizers[0]"], refused: ["optimizers[#]: 1 -> 2"]),
  ]

  @Test("is held against it leaf by leaf", arguments: submissions)
  func differences(of submission: Submission) throws {
    let comparison = SpecComparison(
      base: try resolved(spec()), own: try resolved(submission.own),
      mayChange: submission.may.compactMap { PathPattern($0) },
      mustKeep: submission.keep.compactMap { PathPattern($0) })
    let refused = comparison.refused.map(\.description)
    if submission.refused.isEmpty {
      #expect(refused.isEmpty)
    } else {
      #expect(Array(refused.prefix(submission.refused.count)) == submission.refused)
    }
  }

  @Test(
    "is spoken of by places that say what they cover",
    arguments: [
      ("optimizers[0]", "optimizers[0].lr", true), ("optimizers[0]", "optimizers[1].lr", false),
      ("problems[*].model[*].units", "problems[1].model[3].units", true),
      ("problems[0].model[#]", "problems[0].model[#]", true),
      ("problems[0].model[*]", "problems[0].model[#]", false),
      ("record.*", "record.every", true),
    ])
  func patterns(pattern: String, place: String, isCovered: Bool) throws {
    let place = try #require(PathPattern(place))
    #expect(try #require(PathPattern(pattern)).covers(place.steps) == isCovered)
  }

  @Test(
    "is not spoken of by what is no place",
    arguments: ["", "[0]", "a..b", "a[", "a[x]", "a[#].b", ".a", "a.", "a[0]b"])
  func noPatterns(text: String) { #expect(PathPattern(text) == nil) }
}
