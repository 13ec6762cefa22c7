internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `hypotheses.csv`: what was expected, and what came out.
enum HypothesesTable: RunTable {
  static let name = "hypotheses"
  static let summary =
    "hypotheses.csv: with hypotheses, a row each: what was said and what came out"
  static let rowName = "hypothesis"
  static let columns = [
    "hypothesis", "p", "outcome", "value", "low", "high", "level", "seeds", "brier", "claim",
    "judge", "finding",
  ]

  static func isWanted(of output: OutputFolder) -> Bool { !output.hypotheses.all.isEmpty }

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for (place, judged) in output.hypotheses.all.enumerated() {
      let verdict = judged.verdict
      rows.number(place)
      rows.number(judged.hypothesis.probability)
      rows.text(verdict.outcome.rawValue)
      rows.number(verdict.value)
      rows.number(verdict.interval?.low)
      rows.number(verdict.interval?.high)
      rows.number(verdict.interval?.level)
      rows.number(verdict.seeds)
      rows.number(judged.brier)
      rows.text(judged.hypothesis.claim)
      rows.text(judged.judgedBy)
      rows.text(verdict.finding)
      try rows.endLine()
    }
  }
}
