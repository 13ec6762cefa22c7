package import ExperimentAnalysis
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
        context.smoothingSentence(
          { !$0.traits.hasComparableLoss },
          of: "the lines of a GAN's losses"),
        LossCaption.targetSentence(context), PredictedCurves.sentence(context),
      ],
      ofCurves: true,
      of: { problem in
        LossCaption(context: context, problem: problem).sentences
          + [RankingCaption(context: context, problem: problem).sentence]
      })
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .curves(context),
      context: context,
      data: [(.summary, columns)]
        + (context.hasTheory ? [(.theory, PredictedCurves.columns)] : []))
    let curves = networks(context)
    let hasTwo = curves.contains { $0.curves.hasTwo }
    for (side, axis) in [("left", context.axis), ("right", context.axis.other)]
    where hasTwo || side == "left" {
      page.choices.append(
        FigurePage.Choice(
          name: "x_\(side)", value: "'\(axis.rawValue)'",
          meaning:
            "Along the \(hasTwo ? side : "horizontal") axis: \(names.joined(separator: ", "))"
        ))
    }
    page.preparation = check(hasTwo ? ["x_left", "x_right"] : ["x_left"])
    guard context.problems.count <= RunOverview.mostInRows else {
      addSmallMultiples(curves, hasTwo: hasTwo, to: &page, context)
      return page.script
    }
    for (index, network, curves) in curves {
      page.addHeading(context.problems[index].heading(of: network), note: curves.note)
      page.addRow(
        curves.panels(), columns: curves.hasTwo ? 2 : 1,
        panelHeight: 210, gap: 30)
    }
    return page.script
  }

  /// Of many problems small panels beside each other: three, or two with both axes.
  private static func addSmallMultiples(
    _ all: [(problem: Int, network: String, curves: LossCurves)], hasTwo: Bool,
    to page: inout FigurePage, _ context: RunOverview
  ) {
    let panels = all.map { index, network, curves in
      var panels = curves.panels(isSmall: hasTwo)
      panels[0].title = PlainText.shortened(
        context.problems[index].heading(of: network), to: 34)
      return panels
    }
    let count = hasTwo ? 2 : 3
    for start in stride(from: 0, to: panels.count, by: count) {
      var row = Array(panels[start..<min(start + count, panels.count)].joined())
      // What the first says for all of them; a broken row has no neighbour to say it.
      if hasTwo, !page.breaksRows {
        let label = row[0].y.label
        for place in row.indices.dropFirst() where row[place].y.label == label {
          row[place].y.label = ""
        }
      }
      let isSaidOnce = row.dropFirst().allSatisfy(\.y.label.isEmpty)
      page.addRow(
        row, columns: hasTwo ? 4 : 3, panelHeight: 165, gap: hasTwo && isSaidOnce ? 34 : 62)
    }
  }

  /// The losses of every problem's networks.
  private static func networks(
    _ context: RunOverview
  ) -> [(problem: Int, network: String, curves: LossCurves)] {
    let all = context.shown().flatMap { index, problem in
      let names = problem.networks.map(\.name)
      return (names.isEmpty ? [""] : names).map { network in
        (
          index, network,
          context.summary.filter {
            $0.problem == index && (network.isEmpty || $0.network == network)
          }
        )
      }
    }
    let logarithmic = LossMeasure.logarithmic(
      all.map { index, _, rows in
        LossMeasure(
          problem: context.problems[index], rows: rows, optimizers: context.optimizers.count)
      })
    return all.map { index, network, rows in
      (
        index, network,
        LossCurves(
          place: index, network: network, rows: rows, context: context, logarithmic: logarithmic)
      )
    }
  }

  private static let names = CostAxis.allCases.map(\.rawValue)

  /// Ends a script with a message where an axis is none of them.
  private static func check(_ choices: [String]) -> String {
    let wrong = choices.map { choice in
      "words(\(choice)) != 1 || "
        + "strstrt(' \(names.joined(separator: " ")) ', ' ' . \(choice) . ' ') == 0"
    }
    let which = choices.count > 1 ? "\(choices.joined(separator: " and ")) are each" : "x_left is"
    return """
      if (\(wrong.joined(separator: " || \\\n  "))) {
        exit error '\(which) one of: \(names.joined(separator: ", "))'
      }
      """
  }

  private static let columns = [
    "problem_index", "optimizer_index", "network", "step", "epoch", "examples",
    "gradient_evaluations", "seconds", "loss_median", "eval_loss_median", "died",
  ]
}
