package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// The game of a GAN: both losses, what the discriminator says of real and of made examples, and how
/// often it is sure; a column an optimizer, since these belong together.
package enum GANScores: Figure {
  package static let name = "gan_scores"
  package static let title = "The game of the two networks"
  package static let summary =
    "a GAN's losses, the discriminator's mean scores, and the share of scores that are saturated"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.networks.contains { $0.role == .discriminator }
  }

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      isOfProbabilities(context.everyRow)
      ? "Above, both losses; in the middle, the discriminator's mean score of real examples and of made "
        + "ones: at one half it cannot tell them apart; below, the share of both that it scores within "
        + "0.01 of 0 or 1, where next to no gradient is left."
      : "Above, both losses; below, the discriminator's mean answer to real examples and to made ones, "
        + "which is any number: where both are the same it cannot tell them apart."
    return context.caption(
      [
        introduction, context.seedSentence(applies, isByPanel: true),
        context.smoothingSentence(applies, of: "the lines of losses and scores"),
      ], applies: applies,
      ofCurves: true,
      of: { problem in
        [ending(context, problem), saturation(context, problem)]
          + context.divergenceNotes(of: LossComparison(context, problem: problem))
      })
  }

  /// "At the end real and made examples get 0.81 and 0.19 under Adam, 0.5 and 0.5 under SGD."
  private static func ending(_ context: RunOverview, _ problem: Int) -> String {
    let real = context.ends(problem: problem) { $0.last(.realScore, network: 0) }
    let made = context.ends(problem: problem) { $0.last(.fakeScore, network: 0) }
    let items = real.compactMap { end -> String? in
      guard let other = made.first(where: { $0.optimizer == end.optimizer }) else { return nil }
      return
        "\(NumberText.typeset(end.spread.median)) and \(NumberText.typeset(other.spread.median))"
        + " under \(context.name(end))"
    }
    return items.isEmpty ? "" : "At the end real and made examples get \(Wording.list(items))."
  }

  /// "Its scores are most saturated under Adam: 30 % of them at step 640."
  private static func saturation(_ context: RunOverview, _ problem: Int) -> String {
    let rows = context.everyRow.filter {
      $0.problem == problem && $0.network == "discriminator"
    }
    guard isOfProbabilities(rows) else { return "" }
    func share(_ row: SummaryRow) -> Double { row.values[.saturation]?.median ?? 0 }
    guard let top = rows.map(share).max() else { return "" }
    guard rows.contains(where: { ($0.values[.saturation]?.high ?? 0) > 0 }) else {
      return "Its scores are saturated at no recorded step."
    }
    guard top > 0 else {
      return "In the median of the seeds its scores are saturated at no recorded step."
    }
    // Of an optimizer the first step at which it comes to that.
    let worst = context.optimizers.indices.compactMap { optimizer in
      rows.first { $0.optimizer == optimizer && share($0) == top }
    }
    let percent = "\(NumberText.typeset(100 * top)) %"
    let places = worst.map { row in
      let left = row.diverged == 0 ? "" : " (\(row.seeds) of \(row.seeds + row.diverged) seeds)"
      return (name: context.name(row.optimizer), step: "at step \(row.step)\(left)")
    }
    if places.count == 1 {
      return "Its scores are most saturated under \(places[0].name): \(percent) of them "
        + "\(places[0].step)."
    }
    return "Its scores are most saturated, \(percent) of them, under "
      + Wording.list(places.map { "\($0.name) \($0.step)" }) + "."
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    let quantities = ["loss", "real_score", "fake_score", "saturation"]
    var page = FigurePage(
      self,
      legend: Legend(
        entries: [
          .init(text: "discriminator, D(real), saturation", line: "linestyle 101"),
          .init(text: "generator, D(made)", line: "linestyle 102"),
        ] + Legend.seeds(context)), context: context,
      data: [
        (
          .summary,
          ["problem_index", "optimizer_index", "network", "step"]
            + quantities.map { "\($0)_median" }
        )
      ])
    page.preparation = """
      # The legend's samples; an arrow takes its dashes from a style only.
      set style line 101 linecolor rgb grey linewidth line_width dashtype 1
      set style line 102 linecolor rgb grey linewidth line_width dashtype 2
      """
    for (index, problem) in context.shown(applies) {
      let loss = lossAxis(in: index, context)
      page.addHeading(
        problem.name,
        note: loss.note(
          of: context.optimizers, spread: context.leavingSeeds, where: context.isProminent))
      let shown = context.optimizersInColor
      let columns = min(max(shown.count, 2), 4)
      for start in stride(from: 0, to: shown.count, by: columns) {
        let group = Array(shown[start..<min(start + columns, shown.count)])
        for var row in rows(of: group, in: index, loss: loss, context) {
          // The first panel of a kind reads the file; the others find the numbers there.
          for place in row.indices where start > 0 || place > 0 { row[place].setup = [] }
          page.addPanels(row, columns: columns)
        }
      }
    }
    return page.script
  }

  /// Whether the discriminator gives probabilities: only of these it is recorded how many are near 0
  /// or 1.
  private static func isOfProbabilities(_ rows: [SummaryRow]) -> Bool {
    rows.contains { $0.values[.saturation] != nil }
  }

  /// The axis of what the discriminator gives: from 0 to 1 for probabilities, else as it comes.
  private static func scoreAxis(in problem: Int, _ context: RunOverview) -> Axis {
    let rows = rows(of: problem, context)
    let values = rows.flatMap { row in
      [Quantity.realScore, .fakeScore].compactMap { row.values[$0]?.median }
    }
    guard !isOfProbabilities(rows), let low = values.min(), let high = values.max() else {
      return Axis(label: "mean score", range: -0.03...1.03, tickStep: 0.25)
    }
    let room = max(0.05 * (high - low), 1e-6 * max(high.magnitude, low.magnitude), 1e-9)
    return Axis(
      label: "mean score", range: (low - room)...(high + room),
      tickStep: FigureNumber.tickStep(for: high - low + 2 * room, count: 4))
  }

  private static func rows(of problem: Int, _ context: RunOverview) -> [SummaryRow] {
    context.summary.filter { $0.problem == problem && $0.network == "discriminator" }
  }

  /// The axis of both losses of all optimizers.
  private static func lossAxis(in problem: Int, _ context: RunOverview) -> ValueAxis {
    let curves = context.optimizers.indices.map { optimizer in
      context.summary.filter { $0.problem == problem && $0.optimizer == optimizer }
        .compactMap { $0.values[.loss]?.median }
    }
    return ValueAxis(curves: curves).reaching(context.highs(.loss, in: problem))
  }

  /// Three rows of panels, one above the other, each as wide as its optimizer's steps.
  private static func rows(
    of optimizers: [Int], in problem: Int, loss: ValueAxis, _ context: RunOverview
  ) -> [[Panel]] {
    let all: [(y: Axis, curves: [(network: String, quantity: Quantity, dash: Int)])] = [
      (
        Axis(label: "loss", range: loss.range, isLogarithmic: loss.isLogarithmic),
        [("discriminator", .loss, 1), ("generator", .loss, 2)]
      ),
      (
        scoreAxis(in: problem, context),
        [("discriminator", .realScore, 1), ("discriminator", .fakeScore, 2)]
      ),
      (
        Axis(label: "saturated", range: -0.03...1.03, tickStep: 0.25),
        [("discriminator", .saturation, 1)]
      ),
    ]
    let isOfProbabilities = isOfProbabilities(self.rows(of: problem, context))
    return (isOfProbabilities ? all : all.dropLast()).enumerated().map { row, each in
      optimizers.map { optimizer in
        var panel = panel(row, each.curves, y: each.y, of: optimizer, in: problem, context)
        if row == 0 {
          panel.title = PlainText.shortened(context.optimizers[optimizer].name, to: 26)
        }
        if row < (isOfProbabilities ? 2 : 1) { (panel.x.label, panel.x.hidesNumbers) = ("", true) }
        if row == 1, isOfProbabilities {
          panel.plots.insert("0.5 with lines linecolor rgb '#c0c0c0' linewidth 1 notitle", at: 0)
        }
        return panel
      }
    }
  }

  private static func panel(
    _ row: Int, _ curves: [(network: String, quantity: Quantity, dash: Int)], y: Axis,
    of optimizer: Int, in problem: Int, _ context: RunOverview
  ) -> Panel {
    let rows = rows(of: problem, context).filter { $0.optimizer == optimizer }
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    let sets = curves.enumerated().map { place, curve in
      CurveSet(
        file: .summary,
        rows: .network(problem, curve.network), optimizer: optimizer,
        x: ("step", x), quantity: curve.quantity.rawValue,
        floor: y.isLogarithmic ? y.range.lowerBound : nil, hasBand: context.seedCount > 1,
        dot: curve.dash == 1 ? 7 : 6, line: "linestyle i dashtype \(curve.dash)",
        block: "$row\(row)_\(place)")
    }
    return Panel(x: x, y: y, curves: sets)
  }
}
