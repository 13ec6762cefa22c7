import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage
import Testing

/// A spec with one thing wrong in it, and what is said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// Everything that is reported, without the last line feed.
  let report: String
  let spec: String
  /// Why a JSON Schema cannot see it; `nil` where it does.
  let beyondSchema: String?

  /// - Parameters:
  ///   - right: what stands in the good spec, and is replaced by `wrong`.
  ///   - changes: what is replaced besides, so that only both together are wrong.
  init(
    _ name: String, _ right: String, _ wrong: String, _ report: String, beyondSchema: String? = nil,
    changes: [(String, String)] = []
  ) {
    testDescription = name
    self.beyondSchema = beyondSchema
    self.report = report
    spec = changes.reduce(Self.spec.with(right, replacedBy: wrong)) {
      $0.with($1.0, replacedBy: $1.1)
    }
  }

  /// A spec without a mistake, with every kind of problem.
  static let spec = """
    {
      "name": "base",
      "seeds": [0, 1],
      "problems": [
        { "name": "sine", "kind": "regression", "data": {"kind": "function"},
          "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
          "epochs": 2 },
        { "name": "gan", "kind": "gan", "data": {"kind": "digits"}, "latent": 8,
          "generator": [{"kind": "linear", "units": 784}, "tanh"],
          "discriminator": [{"kind": "linear", "units": 1}, "sigmoid"],
          "steps": 3 },
        { "name": "valley", "kind": "surface", "data": {"surface": "beale"}, "steps": 5 }
      ],
      "optimizers": [
        {"name": "Adam", "kind": "adam", "lr": 0.001},
        {"kind": "sgd"}
      ],
      "record": {"every": 5}
    }

    """

  /// All of them.
  static var all: [Mistake] {
    fields + ranges + tuning + compared + expected + names + networks + sizes + batches + surfaces
      + syntax + programs
  }

  /// What of a spec is allowed, but seldom meant.
  static func warnings(of spec: String) -> String {
    let source = SpecSource(name: "spec.json", text: spec)
    return Reading(source, from: Experiment.ofLab).warnings.rendered(in: source)
  }

  /// Everything that is reported of a spec.
  static func report(of spec: String) -> String {
    let source = SpecSource(name: "spec.json", text: spec)
    return Reading(source, from: Experiment.ofLab).diagnostics.rendered(in: source)
  }
}

extension String {
  /// The text with the first occurrence of another in it replaced; that must be there.
  func with(_ text: String, replacedBy other: String) -> String {
    guard let place = firstRange(of: text) else {
      preconditionFailure("there is no \(text) to replace")
    }
    return replacingCharacters(in: place, with: other)
  }

  private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
