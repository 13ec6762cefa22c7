internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

extension Report {
  /// By how much problems differ that are compared, folded as the optimizers' differences are.
  var problemDifferences: HTML {
    let pairs = presentation.results.problemPairs
    guard !pairs.isEmpty else { return .nothing }
    let table = HTML.table(
      caption: .text(
        "The first problem’s final loss less the second one’s, or, after ×, their ratio"),
      label: "Differences between the problems",
      columns: [
        ("optimizer", false), ("first against second", false), ("mean difference", true),
        ("median difference", true), ("seeds", true), ("p", true), ("p, Holm", true), ("r", true),
        ("lower final loss", false),
      ],
      rows: pairs.map { pair in
        let row = pair.difference
        return [
          .name(experiment.optimizers[pair.optimizer].name),
          .name(experiment.problems[pair.first].name) + .text(" − ")
            + .name(experiment.problems[pair.second].name),
          Self.cell(pair.mean), Self.cell(pair.median), .text("\(row.compared)"),
          Self.number(row.probability), Self.number(row.corrected), Self.number(row.correlation),
          row.lower.map { .name(experiment.problems[$0].name) }
            ?? .text(row.isEqual ? "equal" : "cannot be told"),
        ]
      })
    return .element(
      "details", ["data-print": "yes"],
      .element("summary", .text("Paired differences between the problems")), table)
  }
}
