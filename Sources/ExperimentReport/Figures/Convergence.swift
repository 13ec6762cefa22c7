internal import ExperimentRunner
internal import OptimizerLab

/// The loss of every problem, by steps and by gradient evaluations, or what else its script is told:
/// a step of gradient descent costs as much as an epoch of SGD's, so none alone is fair.
package enum Convergence: Figure {
  package static let name = "convergence"
  package static let title = "Convergence"
  package static let summary = "loss over steps and over gradient evaluations, median and band"

  package static func applies(to problem: RunOverview.Problem) -> Bool { true }

  package static func caption(_ context: RunOverview) -> String {
    context.caption(
      [
        context.seedSentence(),
        context.summary.contains { $0.died > 0 }
          ? "A cross is where a trial was last seen before it diverged." : "",
        LossCaption.targetSentence(context),
      ],
      ofCurves: true,
      of: { problem in
        LossCaption(context: context, problem: problem).sentences
          + [RankingCaption(context: context, problem: problem).sentence]
      })
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .optimizers(context),
      context: context, data: [(.summary, columns)])
    for (side, axis) in [("left", context.axis), ("right", context.axis.other)] {
      page.choices.append(
        FigurePage.Choice(
          name: "x_\(side)", value: "'\(axis.rawValue)'",
          meaning: "Along the \(side) axis: \(names.joined(separator: ", "))"))
    }
    page.preparation = check
    for (index, problem) in context.problems.enumerated() {
      for network in problem.networks.isEmpty ? [""] : problem.networks.map(\.name) {
        let rows = context.summary.filter {
          $0.problem == index && (network.isEmpty || $0.network == network)
        }
        let curves = LossCurves(problem: problem, rows: rows, context: context)
        page.addHeading(problem.heading(of: network), note: curves.note)
        page.addRow(
          curves.panels(of: index, network: network), columns: 2, panelHeight: 210, gap: 30)
      }
    }
    return page.script
  }

  private static let names = CostAxis.allCases.map(\.rawValue)

  private static let check = """
    if (words(x_left) != 1 || words(x_right) != 1 || \\
      strstrt(' \(names.joined(separator: " ")) ', ' ' . x_left . ' ') == 0 || \\
      strstrt(' \(names.joined(separator: " ")) ', ' ' . x_right . ' ') == 0) {
      exit error 'x_left and x_right are each one of: \(names.joined(separator: ", "))'
    }
    """

  private static let columns = [
    "problem_index", "optimizer_index", "network", "step", "epoch", "examples",
    "gradient_evaluations", "seconds", "loss_median", "loss_low", "loss_high", "eval_loss_median",
    "eval_loss_low", "eval_loss_high", "died",
  ]
}
