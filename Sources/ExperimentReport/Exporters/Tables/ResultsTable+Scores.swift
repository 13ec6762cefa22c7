internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

// Tables of several problems, and of several budgets.
extension ResultsTable {
  /// A table for people, in the order of the result, and what is to be said of it.
  struct ScoreSection {
    var title: String
    var header: [String]
    /// A row an optimizer, its name first.
    var rows: [[String]]
    var sentences: [String]
  }

  /// The budgets of every problem, then all problems together; none for one optimizer.
  var scoreSections: [ScoreSection] {
    let scores = context.scores
    var budgets = scores.outcomes.compactMap { budgetSection($0.problem, scores) }
    if let last = budgets.indices.last {
      budgets[last].sentences.append(
        "Losses by budget are medians over the seeds, at the last record before that part of an "
          + "optimizer's own steps was over.")
    }
    return budgets + [overProblems(scores)].compactMap { $0 }
  }

  private func budgetSection(_ problem: Int, _ scores: Scores) -> ScoreSection? {
    let rows = scores.budgets.filter { $0.problem == problem }
    guard rows.contains(where: { $0.part < 1 && $0.rank != nil }) else { return nil }
    let order = rows.filter { $0.part == 1 }.sorted {
      ($0.rank ?? 0, $0.optimizer) < ($1.rank ?? 0, $1.optimizer)
    }.map(\.optimizer)
    return ScoreSection(
      title: "\(context.problems[problem].name), by budget",
      header: ["optimizer"] + Outcomes.parts.map { "loss \(BudgetOrder.words($0)) (rank)" },
      rows: order.map { optimizer in
        [context.optimizers[optimizer].name]
          + rows.filter { $0.optimizer == optimizer }.map { row in
            guard let median = row.median else { return "–" }
            let rank = row.rank.map { " (\(NumberText.typeset($0)))" } ?? ""
            return (median.isFinite ? NumberText.typeset(median) : "diverged") + rank
          }
      },
      sentences: [BudgetOrder(rows).sentence(context)].filter { !$0.isEmpty })
  }

  private func overProblems(_ scores: Scores) -> ScoreSection? {
    let rows = scores.rows.sorted {
      ($0.meanRank ?? 0, $0.optimizer) < ($1.meanRank ?? 0, $1.optimizer)
    }
    guard !rows.isEmpty else { return nil }
    let columns: [(title: String, value: (ScoreRow) -> Double?)] = [
      ("profile score", \.profileScore), ("by trapezoids", \.trapezoidScore),
      ("mean rank", \.meanRank), ("final loss by that at the start, IQM", \.relativeLoss),
      ("ends lower than another", \.improvement),
    ]
    let shown = columns.filter { column in rows.contains { column.value($0) != nil } }
    return ScoreSection(
      title: "Over \(Wording.count(scores.outcomes.count, "problem"))",
      header: ["optimizer"] + shown.map(\.title),
      rows: rows.map { row in
        [context.optimizers[row.optimizer].name]
          + shown.map { column in column.value(row).map(NumberText.typeset) ?? "–" }
      },
      sentences: ScoreSentences(context, scores).ofTable)
  }
}
