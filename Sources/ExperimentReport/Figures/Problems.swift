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
        compared.facts[0].target == nil ? "" : "The grey line is the \(noun) to reach.",
        sentences.target,
      ]
        + sentences.outcomes, applies: applies, ofCurves: true
    ) { _ in [] }
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
    page.addPanels(compared.order.map(curves.panel), columns: 3)
    return page.script
  }

  private static func columns(_ context: RunOverview) -> [String] {
    ["median", "low", "high"].map { "\(ProblemCurves.quantity(context).rawValue)_\($0)" }
  }
}

/// How a problem looks where several are compared.
struct ProblemLook {
  /// The number of its line style, beyond those of optimizers.
  var line: Int
  var style: OptimizerStyle

  /// Colours that no optimizer of the experiment has, as long as there are some.
  static func all(_ context: RunOverview) -> [ProblemLook] {
    let kinds = context.problems.indices.map {
      RunOverview.Optimizer(name: "", kind: "problem \($0)")
    }
    let styles = OptimizerStyle.styles(for: context.optimizers + kinds).suffix(kinds.count)
    return zip(styles, 0...).map { style, place in
      ProblemLook(
        line: context.optimizers.count + 1 + place,
        style: OptimizerStyle(
          color: style.color, dash: [1, 2, 4, 5][place % 4], point: [7, 4, 9, 12][place % 4]))
    }
  }

  /// What makes the style known to a script.
  var command: String {
    "set style line \(line) linecolor rgb '\(style.color)' linewidth line_width "
      + "dashtype \(style.dash) pointtype \(style.point) pointsize 0.6"
  }
}
