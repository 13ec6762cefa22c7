package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// The loss over what is learned from beside the loss over what is held out.
package enum Generalization: Figure {
  package static let name = "generalization"
  package static let title = "Learned from, and held out"
  package static let summary =
    "with a holdout, the loss over what is learned from and over what is not, and their gap"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.hasHeldOut }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    context.caption(
      [
        "On the left the loss over the examples that are learned from, on the right over those that "
          + "are held out, along one axis: what the right lies above the left is the gap.",
        context.seedSentence(applies),
      ], applies: applies, ofCurves: true
    ) { problem in
      [gap(context, problem), overfitting(context, problem)]
        + context.divergenceNotes(of: LossComparison(context, problem: problem))
    }
  }

  /// "At the end the gap goes from 0.02 (SGD) to 0.4 (Adam)."
  private static func gap(_ context: RunOverview, _ problem: Int) -> String {
    let ends = context.ends(problem: problem) { run in
      guard let held = run.last(.testLoss, network: 0), let own = run.last(.evalLoss, network: 0)
      else { return nil }
      return held - own
    }
    return EndRange(context, ends).words(NumberText.typeset).map {
      "At the end the gap \($0.isOne ? "is" : "goes from") \($0.text)."
    } ?? ""
  }

  /// A loss so many times its lowest has risen again by more than the seeds' noise.
  private static let risen = 1.05

  /// "The held-out loss of Adam was lower before: 0.3 at step 640, 0.52 at the end."
  private static func overfitting(_ context: RunOverview, _ problem: Int) -> String {
    let items = context.optimizers.indices.compactMap { optimizer -> String? in
      let rows = context.everyRow.filter {
        $0.problem == problem && $0.optimizer == optimizer && $0.values[.testLoss] != nil
      }
      func loss(_ row: SummaryRow) -> Double { row.values[.testLoss]?.median ?? .infinity }
      // Where some seeds are missing, medians are of others.
      guard let last = rows.last,
        let best = rows.filter({ $0.seeds == last.seeds }).min(by: { loss($0) < loss($1) }),
        loss(best) > 0, loss(last) > risen * loss(best)
      else { return nil }
      return
        "\(context.name(optimizer)), with \(NumberText.typeset(loss(best))) at step \(best.step) "
        + "and \(NumberText.typeset(loss(last))) at the end"
    }
    return items.isEmpty
      ? ""
      : "The held-out loss was lower before the end under \(items.joined(separator: "; ")): from there "
        + "on more was learned by heart than understood."
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .curves(context), context: context,
      data: [
        (
          .summary,
          [
            "problem_index", "optimizer_index", "network", "step", "eval_loss_median",
            "test_loss_median",
          ]
        )
      ])
    for (index, problem) in context.shown(applies) {
      let values = axis(of: index, context)
      page.addHeading(
        problem.name, note: values.note(of: context.optimizers, spread: context.leavingSeeds))
      var panels = [(Quantity.evalLoss, "learned from"), (.testLoss, "held out")].map {
        panel($0, title: $1, of: index, values, context)
      }
      (panels[1].y.hidesNumbers, panels[1].y.label) = (true, "")
      page.addRow(panels, columns: 2, panelHeight: 230, gap: 30)
    }
    return page.script
  }

  /// One for both panels.
  private static func axis(of problem: Int, _ context: RunOverview) -> ValueAxis {
    let quantities: [Quantity] = [.evalLoss, .testLoss]
    let curves = context.optimizers.indices.map { optimizer in
      context.summary.filter { $0.problem == problem && $0.optimizer == optimizer }.flatMap { row in
        quantities.compactMap { row.values[$0]?.median }
      }
    }
    let values = curves.joined().filter(\.isFinite)
    let low = values.min() ?? 0
    let isWide = low > 0 && (values.max() ?? 0) >= 30 * low
    let highs = quantities.map { context.highs($0, in: problem) }
    return ValueAxis(curves: curves, logarithmic: isWide)
      .reaching(zip(highs[0], highs[1]).map { max($0, $1) })
  }

  private static func panel(
    _ quantity: Quantity, title: String, of problem: Int, _ values: ValueAxis,
    _ context: RunOverview
  ) -> Panel {
    let rows = context.summary.filter { $0.problem == problem }
    let network = context.problems[problem].networks.first?.name ?? ""
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 5)
    return Panel(
      title: title, x: x,
      y: Axis(label: "loss", range: values.range, isLogarithmic: values.isLogarithmic),
      curves: [
        CurveSet(
          file: .summary, rows: .network(problem, network), x: ("step", x),
          quantity: quantity.rawValue,
          floor: values.isLogarithmic ? values.range.lowerBound : nil,
          hasBand: context.seedCount > 1)
      ])
  }
}
