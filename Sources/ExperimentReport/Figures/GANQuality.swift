package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How good a generator's pictures are: the Fréchet distance to the real ones, with what real pictures
/// and a single grey one would get, and what tells how it failed.
package enum GANQuality: Figure {
  package static let name = "gan_quality"
  package static let title = "How good the pictures are"
  package static let summary =
    "a GAN's Fréchet distance to the real pictures, coverage and classes, with what real ones get"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.pictureLevels != nil
  }

  package static func caption(_ context: RunOverview) -> String {
    let hasClasses = context.problems.indices.contains { Self.hasClasses($0, context) }
    let introduction =
      "Pictures of noise that is always the same, held against the real ones: the Fréchet distance in "
      + "the real ones' first \(PictureLevels.axes) principal components, where lower is better, and "
      + "the share of real pictures that have a made one in their neighbourhood"
      + (hasClasses
        ? "; below, how many classes are shown, and how far their shares are from the real ones. "
        : ". ")
      + "The grey lines are what other real pictures get, and a generator that makes nothing but the "
      + "mean of all pictures."
    return context.caption(
      [introduction, context.seedSentence(applies)], applies: applies, ofCurves: true,
      of: { problem in
        GANQualityCaption(context: context, problem: problem).sentences
          + context.divergenceNotes(of: LossComparison(context, problem: problem))
      })
  }

  private static func hasClasses(_ problem: Int, _ context: RunOverview) -> Bool {
    context.summary.contains { $0.problem == problem && $0.values[.classes] != nil }
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: .curves(context), context: context,
      data: [
        (
          .summary,
          ["problem_index", "optimizer_index", "network", "step"]
            + CurveTable.ofPictures.map { "\($0.rawValue)_median" }
        )
      ])
    for (index, problem) in context.shown() {
      guard let levels = problem.pictureLevels else { continue }
      let panels = QualityPanels(context: context, problem: index, levels: levels)
      page.addHeading(problem.name, note: panels.note)
      page.addRow([panels.frechet, panels.coverage], columns: 2, panelHeight: 210)
      if hasClasses(index, context) {
        page.addRow([panels.classes, panels.classDistance], columns: 2, panelHeight: 150)
      }
    }
    return page.script
  }
}

/// The panels of one problem.
private struct QualityPanels {
  private let context: RunOverview
  private let problem: Int
  private let levels: PictureLevels
  private let network: String
  private let rows: [SummaryRow]
  private let x: Axis
  private let distances: ValueAxis

  init(context: RunOverview, problem: Int, levels: PictureLevels) {
    self.context = context
    self.problem = problem
    self.levels = levels
    let network = context.problems[problem].networks.last?.name ?? ""
    self.network = network
    let rows = context.summary.filter { $0.problem == problem && $0.network == network }
    self.rows = rows
    x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 5)
    let curves = context.optimizers.indices.map { optimizer in
      rows.filter { $0.optimizer == optimizer }.compactMap { $0.values[.frechet]?.median }
    }
    let lines = [levels.meanPicture] + (levels.others.map { [$0.frechet] } ?? [])
    distances = ValueAxis(curves: curves + [lines], logarithmic: true)
      .reaching(context.highs(.frechet, in: problem, network: network))
  }

  /// Whose curves leave the frame.
  var note: String? { distances.note(of: context.optimizers, spread: context.leavingSeeds) }

  var frechet: Panel {
    panel(
      .frechet,
      Axis(
        label: "Fréchet distance", range: distances.range, isLogarithmic: distances.isLogarithmic),
      lines: [
        (levels.meanPicture, "one picture, the mean of all"),
        (levels.others?.frechet, "\(levels.otherCount) other real pictures"),
      ])
  }

  var coverage: Panel {
    panel(
      .coverage, Axis(label: "coverage", range: -0.03...1.03, tickStep: 0.25),
      lines: [(levels.others?.coverage, "other real pictures")])
  }

  var classes: Panel {
    let most = rows.compactMap { $0.values[.classes]?.high }.max() ?? 0
    let top = max(most, Double(levels.others?.classes ?? 0), 1)
    return panel(
      .classes,
      Axis(
        label: "classes", range: 0...(1.08 * top),
        tickStep: max(FigureNumber.tickStep(for: top, count: 4), 1)),
      lines: [(levels.others?.classes.map(Double.init), "other real pictures")])
  }

  var classDistance: Panel {
    panel(
      .classDistance, Axis(label: "class distance", range: -0.03...1.03, tickStep: 0.25),
      lines: [(levels.others?.classDistance, "other real pictures")])
  }

  private func panel(
    _ quantity: Quantity, _ y: Axis, lines: [(value: Double?, words: String)]
  ) -> Panel {
    let own = lines.compactMap { line in line.value.map { ($0, line.words) } }
      .filter { y.range.contains($0.0) }
    let curves = CurveSet(
      file: .summary, rows: .network(problem, network), x: ("step", x),
      quantity: quantity.rawValue, floor: y.isLogarithmic ? y.range.lowerBound : nil,
      hasBand: context.seedCount > 1)
    return Panel(
      x: x, y: y,
      setup: own.map { value, words in
        // Above its line, or below where that is the top of the frame.
        let side = isHigh(value, y) ? "-0.6" : "0.6"
        return "set label \(FigureText.source(words)) at graph 0.985, first "
          + "\(FigureNumber.exact(value)) right offset 0, \(side) noenhanced font caption_font "
          + "textcolor rgb grey front"
      },
      plots: own.map { value, _ in
        "\(FigureNumber.exact(value)) with lines linecolor rgb '#909090' linewidth 1 notitle"
      },
      curves: [curves], cleanup: own.isEmpty ? [] : ["unset label"])
  }

  private func isHigh(_ value: Double, _ y: Axis) -> Bool {
    !y.isLogarithmic
      && value > y.range.lowerBound + 0.85 * (y.range.upperBound - y.range.lowerBound)
  }
}
