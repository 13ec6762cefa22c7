import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import TestSupport
import Testing

@Suite("The tables of what figures show of the seeds") struct SeedTableTests {
  @Test("have of two seeds what each ended with, and nothing of a surface")
  func dots() throws {
    let run = try LocalRun()
    let results = try run.complete()
    let rows = try run.scratch.table("out/drawn_seeds.csv").rows
    #expect(try rows.allSatisfy { try [0, 1].contains($0.integer("problem_index")) })
    for (trial, result) in zip(run.trials, results) where trial.problem == 0 {
      let curves = try #require(result?.curves)
      let last = try #require(curves.last(ofNetwork: 0))
      let own = try rows.filter { row in
        try row.integer("problem_index") == 0
          && row.integer("optimizer_index") == trial.optimizer
          && row.integer("seed_index") == Int(trial.settings.seed)
          && row.integer("place") == SeedDots.places
      }
      // Along both kinds of axes.
      #expect(
        try own.map { try $0.number("eval_loss") } == [
          curves[last, .evalLoss], curves[last, .evalLoss],
        ])
    }
    #expect(!(try run.scratch.text("out/convergence.gp").contains("filledcurves")))
  }

  @Test("have of eleven seeds quantiles, which bands are drawn from, and no dots")
  func bands() throws {
    let run = try LocalRun(edits: ["seeds=[0,1,2,3,4,5,6,7,8,9,10]", "problems.0.epochs=1"])
    let results = try run.complete()
    #expect(!run.scratch.exists("out/drawn_seeds.csv"))
    let table = try run.scratch.table("out/drawn_summary.csv")
    #expect(table.columns.suffix(2) == ["problem", "optimizer"])
    let last = try #require(
      try table.rows.last {
        try $0.integer("problem_index") == 0 && $0.integer("optimizer_index") == 0
      })
    let losses = zip(run.trials, results).compactMap { trial, result -> Double? in
      guard trial.problem == 0, trial.optimizer == 0, let curves = result?.curves,
        let row = curves.last(ofNetwork: 0)
      else { return nil }
      return curves[row, .evalLoss]
    }
    let quantiles = try #require(Quantiles(of: losses)).all
    #expect(
      try Quantiles.names.map { try last.number("eval_loss_\($0)") } == quantiles)
    let script = try run.scratch.text("out/convergence.gp")
    #expect(script.contains("eval_loss_q10") && script.contains("eval_loss_q90"))
    #expect(script.contains("darker band holds the middle half"))
  }
}
