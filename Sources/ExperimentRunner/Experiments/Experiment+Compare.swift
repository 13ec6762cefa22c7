internal import OptimizerLab
internal import SpecLanguage

/// What an experiment is about.
package enum ComparedSide: String, Sendable, CaseIterable {
  /// Which optimizer does better on a problem.
  case optimizers
  /// Besides, on which problem an optimizer does better: the same task in several versions, such as a
  /// network with another activation.
  case problems
}

// Whether problems that are to be compared can be.
extension Experiment {
  func checkCompared(_ fields: inout Fields) {
    guard compare == .problems, let first = problems.first else { return }
    guard problems.count > 1 else {
      return fields.report("there is one problem, and none to compare it with", at: ["compare"])
    }
    if first.task.traits.measure != nil, record.samples == 0 {
      fields.report(
        "problems of the kind \(type(of: first.task).kind) are compared by their pictures, of which "
          + "none are measured: \"compare\": \"problems\" needs \"samples\"",
        at: ["record", "samples"])
    }
    for (place, other) in problems.enumerated().dropFirst() {
      let path: SpecPath = ["problems", .index(place)]
      for mistake in Self.differences(of: other, from: first) {
        fields.report(
          mistake.message
            + "; \"compare\": \"problems\" is for problems whose losses say the same",
          at: SpecPath(path.steps + mistake.place.steps))
      }
    }
  }

  /// What makes the losses of two problems say different things, each from the problem on.
  private static func differences(
    of problem: Problem, from first: Problem
  ) -> [(place: SpecPath, message: String)] {
    let (task, other) = (problem.task, first.task)
    let kinds = (type(of: task).kind, type(of: other).kind)
    guard kinds.0 == kinds.1 else {
      return [(["kind"], "is a \(kinds.0), and problems[0] is a \(kinds.1)")]
    }
    let values = (Fields.writing(task), Fields.writing(other))
    let places = type(of: task).objective.filter { place in
      text(values.0, at: place) != text(values.1, at: place)
    }
    let target: [(SpecPath, String)] =
      problem.target == first.target
      ? []
      : [
        (
          ["target"],
          "\(problem.target.map(NumberText.short) ?? "no target") here, and "
            + "\(first.target.map(NumberText.short) ?? "none") in problems[0]: they share one, or have none"
        )
      ]
    return places.map { ($0, "is not that of problems[0]") } + target
  }

  private static func text(_ node: JSONNode, at place: SpecPath) -> String? {
    place.steps.reduce(node) { node, step in node?.child(step) }.map(JSONText.compact)
  }
}
