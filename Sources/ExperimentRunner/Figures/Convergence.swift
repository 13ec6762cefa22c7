/// The loss of every problem, by steps and by gradient evaluations: a step of gradient descent
/// costs as much as an epoch of SGD's, so neither alone is fair.
package enum Convergence: Figure {
  package static let name = "convergence"
  package static let title = "Convergence"
  package static let summary = "loss over steps and over gradient evaluations, median and band"

  package static func applies(to problem: FigureContext.Problem) -> Bool { true }

  package static func caption(_ context: FigureContext) -> String {
    context.caption(
      [context.seedSentence, LossCaption.targetSentence(context)],
      isThinned: { problem in
        let rows = context.summary.filter { $0.problem == problem }
        return context.problems[problem].networks.contains { network in
          CurveSet.isThinned(rows.filter { $0.network == network.name })
        }
      },
      of: { LossCaption(context: context, problem: $0).sentences })
  }

  package static func script(_ context: FigureContext) -> FigureScript {
    var page = FigurePage(
      self, legend: .optimizers(context),
      context: context, data: [(.summary, columns)])
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

  private static let columns = [
    "problem_index", "optimizer_index", "network", "step", "gradient_evaluations", "loss_median",
    "loss_low", "loss_high", "eval_loss_median", "eval_loss_low", "eval_loss_high",
  ]
}
