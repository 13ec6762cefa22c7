/// What the discriminator says of real and of made examples: a panel an optimizer, since the two
/// belong together.
package enum GANScores: Figure {
  package static let name = "gan_scores"
  package static let title = "Scores of the discriminator"
  package static let summary = "the discriminator's mean score of real and of made examples"

  package static func applies(to problem: FigureContext.Problem) -> Bool { problem.kind == .gan }

  package static func caption(_ context: FigureContext) -> String {
    let introduction =
      "The discriminator's mean score of real examples and of made ones; at one half it cannot tell "
      + "them apart."
    return context.caption(
      [introduction, context.seedSentence], applies: applies,
      isThinned: { CurveSet.isThinned(rows(of: $0, context)) },
      of: { problem in
        [ending(context, problem)] + context.mishaps(of: LossFacts(context, problem: problem))
      })
  }

  /// "At the end real and made examples get 0.81 and 0.19 under Adam, 0.5 and 0.5 under SGD."
  private static func ending(_ context: FigureContext, _ problem: Int) -> String {
    let real = context.ends(problem: problem) { $0.last(.realScore, network: 0) }
    let made = context.ends(problem: problem) { $0.last(.fakeScore, network: 0) }
    let items = real.compactMap { end -> String? in
      guard let other = made.first(where: { $0.optimizer == end.optimizer }) else { return nil }
      return "\(Wording.number(end.spread.median)) and \(Wording.number(other.spread.median))"
        + " under \(context.name(end.optimizer))"
    }
    return items.isEmpty ? "" : "At the end real and made examples get \(Wording.list(items))."
  }

  package static func script(_ context: FigureContext) -> FigureScript {
    var page = FigurePage(
      self,
      legend: Legend(entries: [
        .init(text: "D(real)", line: "linestyle 101"),
        .init(text: "D(made)", line: "linestyle 102"),
      ]), context: context,
      data: [
        (
          .summary,
          [
            "problem_index", "optimizer_index", "network", "step", "real_score_median",
            "real_score_low", "real_score_high", "fake_score_median", "fake_score_low",
            "fake_score_high",
          ]
        )
      ])
    page.preparation = """
      # The legend's samples; an arrow takes its dashes from a style only.
      set style line 101 linecolor rgb grey linewidth line_width dashtype 1
      set style line 102 linecolor rgb grey linewidth line_width dashtype 2
      """
    for (index, problem) in context.problems.enumerated() where applies(to: problem) {
      page.addHeading(problem.name)
      page.addPanels(panels(of: index, context))
    }
    return page.script
  }

  private static func rows(of problem: Int, _ context: FigureContext) -> [SummaryRow] {
    context.summary.filter { $0.problem == problem && $0.network == "discriminator" }
  }

  /// Each panel is as wide as its optimizer's steps.
  private static func panels(of problem: Int, _ context: FigureContext) -> [Panel] {
    let all = rows(of: problem, context)
    return context.optimizers.enumerated().map { index, optimizer in
      let rows = all.filter { $0.optimizer == index }
      let x = FigureContext.axis(
        "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
      let real = CurveSet(
        file: .summary,
        rows: "net(\(problem), 'discriminator') && column('optimizer_index') == \(index)",
        x: ("step", x), isThinned: CurveSet.isThinned(rows),
        quantity: SummaryRow.Quantity.realScore.rawValue, hasBand: context.seedCount > 1,
        line: "linestyle i dashtype 1", loop: "i = \(index + 1):\(index + 1)", block: "$real")
      var made = real
      made.quantity = SummaryRow.Quantity.fakeScore.rawValue
      made.line = "linestyle i dashtype 2"
      made.block = "$made"
      return Panel(
        title: FigureText.shortened(optimizer.name, to: 26), x: x,
        y: Axis(label: "mean score", range: -0.03...1.03, tickStep: 0.25),
        setup: [real.setup, made.setup],
        plots: ["0.5 with lines linecolor rgb '#c0c0c0' linewidth 1 notitle"] + real.plots
          + made.plots)
    }
  }
}
