package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// The learning rate of each update, where some optimizer has a schedule.
package enum LearningRateCurves: Figure {
  package static let name = "learning_rates"
  package static let title = "Learning rates"
  package static let summary =
    "the learning rate over the steps, where some optimizer has a schedule"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    !problem.unrecorded.contains(.lr)
  }

  package static func applies(to context: RunOverview) -> Bool {
    context.optimizers.contains(where: \.hasSchedule)
      && context.problems.contains { applies(to: $0) }
  }

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "The learning rate of each recorded update: what an optimizer's schedule makes of the rate that it "
      + "was given."
    return context.caption(
      [introduction, context.seedSentence(applies)], applies: applies, ofCurves: true,
      of: { problem in
        context.problems[problem].networks.indices.map { ways(context, problem, network: $0) }
      })
  }

  /// "That of the model goes from 0.01 to 0.0001 (Adam), from 0.1 over 0.2 to 0.001 (SGD)."
  private static func ways(_ context: RunOverview, _ problem: Int, network: Int) -> String {
    let items = context.optimizers.indices.filter { context.optimizers[$0].hasSchedule }
      .compactMap { optimizer -> String? in
        let rates = rates(context, problem, network: network, optimizer: optimizer)
        guard let first = rates.first, let last = rates.last, let most = rates.max() else {
          return nil
        }
        let top =
          most > 1.001 * max(first, last) ? " over \(NumberText.typeset(most))" : ""
        let way =
          first == last && top.isEmpty
          ? "stays at \(NumberText.typeset(first))"
          : "goes from \(NumberText.typeset(first))\(top) to \(NumberText.typeset(last))"
        return "\(way) (\(context.name(optimizer)))"
      }
    guard !items.isEmpty else { return "" }
    let whose = context.problems[problem].networks[network].name
    return "That of the \(whose) \(Wording.list(items))."
  }

  /// The medians over the seeds.
  private static func rates(
    _ context: RunOverview, _ problem: Int, network: Int, optimizer: Int
  ) -> [Double] {
    context.everyRow.filter {
      $0.problem == problem && $0.networkPlace == network && $0.optimizer == optimizer
    }.compactMap { $0.values[.lr]?.median }
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .curves(context), context: context,
      data: [
        (.summary, ["problem_index", "optimizer_index", "network", "step", "lr_median"])
      ])
    for (index, problem) in context.shown(applies) {
      page.addHeading(problem.name)
      let panels = problem.networks.map { network in
        panel(of: network, isAlone: problem.networks.count == 1, in: index, context)
      }
      page.addPanels(panels, columns: panels.count)
    }
    return page.script
  }

  private static func panel(
    of network: NetworkShape, isAlone: Bool, in problem: Int, _ context: RunOverview
  ) -> Panel {
    let rows = context.summary.filter { $0.problem == problem && $0.network == network.name }
    let curves = context.optimizers.indices.map { optimizer in
      rows.filter { $0.optimizer == optimizer }.compactMap { $0.values[.lr]?.median }
    }
    let values = ValueAxis(curves: curves, logarithmic: true)
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    let set = CurveSet(
      file: .summary, rows: .network(problem, network.name), x: ("step", x),
      quantity: Quantity.lr.rawValue,
      floor: values.isLogarithmic ? values.range.lowerBound : nil, hasBand: context.seedCount > 1)
    return Panel(
      title: isAlone ? nil : network.name, x: x,
      y: Axis(
        label: "learning rate", range: values.range, isLogarithmic: values.isLogarithmic),
      curves: [set])
  }
}
