import ExperimentAnalysis
import ExperimentReport

/// The CSV files of scores, as a run leaves them for its figures.
struct ScoreFiles {
  var context: RunOverview

  var tables: [(name: String, rows: [[String]])] {
    let scores = context.scores
    return [
      (
        "profile.csv",
        [["optimizer_index", "tau", "share", "optimizer"]]
          + scores.profileRows.map { ["\($0.optimizer)", "\($0.tau)", "\($0.share)", "x"] }
      ),
      (
        "scores.csv",
        [["optimizer_index", "mean_rank", "critical_difference", "optimizer"]]
          + scores.rows.map { row in
            ["\(row.optimizer)"] + cells(row.meanRank, row.criticalDifference) + ["x"]
          }
      ),
      (
        "budgets.csv",
        [["problem_index", "optimizer_index", "part", "loss_median", "rank", "problem"]]
          + scores.budgets.map { row in
            ["\(row.problem)", "\(row.optimizer)", "\(row.part)"] + cells(row.median, row.rank)
              + ["x"]
          }
      ),
      (
        "improvement.csv",
        [["problem_index", "optimizer_index", "other_index", "seeds", "probability", "problem"]]
          + scores.improvements.map { row in
            [
              "\(row.problem ?? -1)", "\(row.optimizer)", "\(row.other)", "\(row.seeds)",
              "\(row.probability)", "x",
            ]
          }
      ),
    ]
  }

  private func cells(_ values: Double?...) -> [String] { values.map { $0.map { "\($0)" } ?? "" } }
}
