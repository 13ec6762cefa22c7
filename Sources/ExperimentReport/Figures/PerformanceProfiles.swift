package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Which share of the problems each optimizer solves within so many times the fastest one's cost (Dolan
/// and Moré, 2002).
package enum PerformanceProfiles: Figure {
  package static let name = "performance_profile"
  package static let title = "Performance profile"
  package static let summary =
    "share of problems whose target is reached within a factor of the fastest, over that factor"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.rankedNetwork != nil
  }

  package static func applies(to context: RunOverview) -> Bool {
    context.scores.profile != nil
  }

  package static func caption(_ context: RunOverview) -> String {
    let scores = context.scores
    let sentences = ScoreSentences(context, scores)
    let limit = NumberText.typeset(PerformanceProfile.limit)
    let introduction =
      "The share of \(Wording.count(scores.raced.count, "problem")) whose loss to reach an optimizer "
      + "came to within τ times the gradient evaluations of the fastest one, median over the seeds; where "
      + "at least half of its trials diverged or never came there, at no τ. The score is the area under "
      + "the curve from 1 to \(limit), where the grey line is, by its length. Of lines that cover each "
      + "other the first one's is the widest."
    return context.caption(
      [introduction, context.prominenceSentence, sentences.profileScores, sentences.leftOut],
      applies: applies
    ) { problem in
      scores.raced.first { $0.problem == problem }.map { [sentences.race($0)] } ?? []
    }
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    let columns = ["optimizer_index", "tau", "share"]
    var page = FigurePage(
      self, legend: .optimizers(context), context: context, data: [(.profile, columns)])
    let scores = context.scores
    let x = Axis(
      label: "τ, times the fastest one's gradient evaluations", range: 1...scores.lastTau,
      isLogarithmic: true)
    let powers = sequence(first: 1) { $0 * 2 }.prefix { Double($0) <= scores.lastTau }
    let limit = FigureNumber.exact(PerformanceProfile.limit)
    let drawn = context.drawingOrder(Array(context.optimizers.indices))
    let colored = drawn.filter(context.isProminent)
    let lines = drawn.map { optimizer in
      // The first lies at the bottom, and is to be seen beside those above it.
      let rest = colored.firstIndex(of: optimizer).map { Double(colored.count - 1 - $0) }
      let extra = rest.map { 3 * $0 / Double(max(colored.count - 1, 1)) } ?? -0.6
      return "for [i = \(optimizer + 1):\(optimizer + 1)] profile "
        + "using (column('optimizer_index') == i - 1 ? column('tau') : NaN):(column('share')) "
        + "with steps linestyle i linewidth line_width * \(FigureNumber.short(1 + extra)) "
        + "title whose(i) noenhanced"
    }
    let ticks = powers.map { "'\($0)' \($0)" }.joined(separator: ", ")
    page.addRow(
      [
        Panel(
          x: x, y: Axis(label: "share of problems", range: -0.03...1.03, tickStep: 0.25),
          setup: [
            "set xtics (\(ticks))", "eval read_csv",
            "set arrow from \(limit), graph 0 to \(limit), graph 1 nohead linecolor rgb grey",
          ], plots: ["NaN notitle"] + lines, cleanup: ["unset arrow", "eval read_block"])
      ], columns: 1, panelHeight: 260)
    return page.script
  }
}
