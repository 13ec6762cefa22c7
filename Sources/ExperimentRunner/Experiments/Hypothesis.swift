package import SpecLanguage

/// What somebody expects of an experiment before it has run, and how surely.
package struct Hypothesis: Configurable, Sendable, Equatable {
  /// In words.
  package var claim = ""
  package var judge = Judge()
  /// How probable it is to be true, from 0 to 1; both ends are allowed, for a Brier score is finite there.
  package var probability = 0.5

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.field("claim", &claim, as: .label, required: true, "What is expected, in words.")
    fields.object(
      "judge", &judge, required: true, "By what it is judged once the results are there.")
    fields.number(
      "p", &probability, in: 0.0...1.0, required: true,
      "How probable it is, said beforehand: 0 for never, 1 for certainly.")
  }

  /// More than so many say nothing of who stated them.
  static let most = 100

  /// Hypotheses as one text, whatever the order in which a spec had their fields: what is locked.
  package static func canonical(_ hypotheses: [Hypothesis]) -> String {
    JSONText.canonical(.array(hypotheses.map(Fields.writing)))
  }
}

extension Experiment {
  /// Whether what the hypotheses name is there.
  func checkHypotheses(_ fields: inout Fields) {
    let names = optimizers.map(\.name)
    // Without names, nothing can be said about those that are given.
    guard let hypotheses, !hypotheses.isEmpty, !names.isEmpty, !names.contains(""),
      !problems.isEmpty, !problems.contains(where: { $0.name.isEmpty })
    else { return }
    let all = problems.map { JudgedProblem($0) }
    for (place, hypothesis) in hypotheses.enumerated() {
      for mistake in hypothesis.judge.mistakes(among: names, "optimizer", problems: all) {
        fields.report(
          mistake.message,
          at: SpecPath(["hypotheses", .index(place), "judge"] + mistake.place.steps))
      }
    }
  }
}
