package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Problems that are compared: what each optimizer's trials end with on each, and how they come there.
package enum Problems: Figure {
  package static let name = "problems"
  package static let title = "Problem against problem"
  package static let summary =
    "with \"compare\": \"problems\", final losses on each problem side by side, and the curves"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.rankedNetwork != nil
  }

  package static func applies(to context: RunOverview) -> Bool {
    ComparedProblems(context) != nil
  }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    guard let compared = ComparedProblems(context) else { return "" }
    let sentences = ProblemSentences(context)
    let hasDied = compared.facts.contains { $0.entries.contains { !$0.divergedBySeed.isEmpty } }
    let noun = compared.measure.noun
    let seeds =
      (context.seedCount == 1
        ? "First what each trial ends with"
        : "First the final \(noun) of each trial, a small dot a seed, and the median, a large mark")
      + (hasDied ? "; a cross at the right edge is a trial that diverged." : ".")
    let curves =
      context.seedCount == 1
      ? "Then the \(noun) over the steps."
      : "Then the \(noun) over the steps, the median with the range of the seeds."
    return context.caption(
      [
        seeds, curves,
        showsTarget(context, compared) ? "The grey line is the \(noun) to reach." : "",
        sentences.target, context.leftOutSentence,
      ]
        + sentences.outcomes, applies: applies, ofCurves: true
    ) { _ in [] }
  }

  private static func showsTarget(_ context: RunOverview, _ compared: ComparedProblems) -> Bool {
    guard let target = compared.facts[0].target else { return false }
    return EndPanel(context: context, compared: compared, looks: []).x.range.contains(target)
      || ProblemCurves(context: context, compared: compared, looks: []).y.range.contains(target)
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    guard let compared = ComparedProblems(context) else {
      preconditionFailure("a figure is drawn where it applies")
    }
    let looks = ProblemLook.all(context)
    var page = FigurePage(
      self,
      legend: Legend(
        entries: looks.enumerated().map { place, look in
          .init(
            text: context.problems[place].name, line: "linestyle \(look.line)",
            point: "linestyle \(look.line) pointsize 1")
        }), context: context,
      data: [
        (
          .problems,
          ["problem_index", "optimizer_index", "diverged", "final_loss", "final_loss_median"]
        ), (.summary, ["problem_index", "optimizer_index", "network", "step"] + columns(context)),
      ])
    page.preparation = looks.map(\.command).joined(separator: "\n")
    let ends = EndPanel(context: context, compared: compared, looks: looks)
    page.addRow([ends.panel], columns: 1, panelHeight: ends.height)
    let curves = ProblemCurves(context: context, compared: compared, looks: looks)
    page.addHeading(
      "\(compared.measure.noun) over the steps"
        + (context.problems[0].networks.count > 1 ? ": \(curves.network)" : ""))
    page.addPanels(compared.order.filter(context.isProminent).map(curves.panel), columns: 3)
    return page.script
  }

  private static func columns(_ context: RunOverview) -> [String] {
    ["median", "low", "high"].map { "\(ProblemCurves.quantity(context).rawValue)_\($0)" }
  }
}
