internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

// What was expected, and what came out.
extension Report {
  /// Nothing where a spec has no hypotheses.
  var hypotheses: HTML {
    let judged = folder.hypotheses
    guard !judged.all.isEmpty else { return .nothing }
    let rows = judged.all.map { each -> [HTML] in
      [
        .name(each.hypothesis.claim), .name(each.judgedBy),
        .text(NumberText.typeset(each.hypothesis.probability)),
        .text(each.verdict.outcome.rawValue), .name(each.verdict.finding),
        Self.number(each.brier),
      ]
    }
    return .element(
      "section", ["id": "hypotheses"],
      .element("h2", .text("What was expected")),
      .table(
        caption: .text("Claims, each with the probability that was given to it beforehand."),
        label: "Hypotheses",
        columns: [
          ("claim", false), ("judged by", false), ("p", true), ("came out", false),
          ("what was seen", false), ("Brier", true),
        ], rows: rows),
      .element(
        "p", ["class": "quiet"],
        .text((judged.sentences + [lockSentence]).joined(separator: " "))),
      .element(
        "p", ["class": "quiet"],
        .text(
          "True and false are told where the interval lies on one side of the bound: of 95 %, over the "
            + "pairs of seeds where two are compared. "),
        .element("a", ["href": "hypotheses.csv"], .text("hypotheses.csv")),
        .text(" has the numbers.")))
  }

  private var lockSentence: String {
    HypothesisLock(manifest)?.sentence(on: experiment.hypotheses ?? [])
      ?? "When they were stated is not known: manifest.json does not say."
  }
}
