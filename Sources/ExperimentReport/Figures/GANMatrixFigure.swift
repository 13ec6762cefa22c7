package import ExperimentAnalysis
internal import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// How good a GAN's pictures became under each pair of optimizers: the discriminator's upwards, the
/// generator's to the right.
package enum GANMatrixFigure: Figure {
  package static let name = "gan_matrix"
  package static let title = "Two players, two optimizers"
  package static let summary =
    "a GAN's Fréchet distance by the discriminator's and the generator's optimizer"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.pictureLevels != nil
  }

  package static func applies(to context: RunOverview) -> Bool { !context.ganMatrices.isEmpty }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "A cell is a pair: the discriminator's optimizer upwards, the generator's to the right. In it stands "
      + "the Fréchet distance of the generator's pictures to the real ones at the end"
      + (context.seedCount > 1 ? ", the median of the seeds that finished" : "")
      + ": the less the better, and the lighter the cell."
    return context.caption([introduction], applies: applies, namesRates: false) { problem in
      context.ganMatrices.filter { $0.problem == problem }.flatMap { sentences($0, context) }
    }
  }

  private static func sentences(_ matrix: GANMatrix, _ context: RunOverview) -> [String] {
    let known = matrix.cells.filter { $0.frechet != nil }
    let order = known.sorted {
      ($0.frechet?.median ?? 0, $0.optimizer) < ($1.frechet?.median ?? 0, $1.optimizer)
    }
    guard let best = order.first, let worst = order.last else { return ["No trial finished."] }
    func item(_ cell: GANMatrix.Cell) -> String {
      "\(NumberText.typeset(cell.frechet?.median ?? .nan)) (\(pair(cell, matrix)))"
    }
    let range =
      known.count == 1
      ? "Only one pair finished, with \(item(best))."
      : "The least is \(item(best)), the largest \(item(worst))."
    return [range, sides(known, matrix), lost(matrix)].filter { !$0.isEmpty }
  }

  private static func pair(_ cell: GANMatrix.Cell, _ matrix: GANMatrix) -> String {
    "\(matrix.discriminators[cell.discriminator]) against \(matrix.generators[cell.generator])"
  }

  /// "Between the discriminator's optimizers the mean of the logarithms differs by a factor of 3, between
  /// the generator's by 1.2."
  private static func sides(_ cells: [GANMatrix.Cell], _ matrix: GANMatrix) -> String {
    guard cells.count == matrix.discriminators.count * matrix.generators.count else { return "" }
    func factor(_ side: (GANMatrix.Cell) -> Int) -> Double {
      let means = Dictionary(grouping: cells, by: side).values.map { own in
        own.reduce(0) { $0 + log($1.frechet?.median ?? .nan) } / Double(own.count)
      }
      return exp((means.max() ?? 0) - (means.min() ?? 0))
    }
    let (judges, forgers) = (factor(\.discriminator), factor(\.generator))
    return
      "In the geometric mean over the other player the discriminator's optimizers differ by a factor "
      + "of \(NumberText.short(judges)), the generator's by \(NumberText.short(forgers))."
  }

  /// "adam against sgd finished under 1 of 3 seeds."
  private static func lost(_ matrix: GANMatrix) -> String {
    let items = matrix.cells.filter { $0.finished < $0.seeds }.map {
      "\(pair($0, matrix)) under \($0.finished) of \(Wording.count($0.seeds, "seed"))"
    }
    return items.isEmpty ? "" : "Not all trials finished: \(Wording.list(items))."
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, context: context,
      data: [
        (
          .matrix,
          ["problem_index", "discriminator_index", "generator_index", "frechet_median"]
        )
      ])
    for matrix in context.ganMatrices {
      page.addHeading(context.problems[matrix.problem].name)
      page.addRow(
        [panel(matrix)], columns: 1,
        panelHeight: Double(min(max(64 * matrix.discriminators.count, 150), 480)), left: 110)
    }
    return page.script
  }

  private static func panel(_ matrix: GANMatrix) -> Panel {
    let (rows, columns) = (matrix.discriminators.count, matrix.generators.count)
    let (x, y) = ("column('generator_index')", "column('discriminator_index')")
    let value = "column('frechet_median')"
    func cells(_ condition: String, _ look: String) -> String {
      "gan_matrix using (of(\(matrix.problem)) && \(condition) ? \(x) : NaN):(\(y)):(\(x) - 0.5):"
        + "(\(x) + 0.5):(\(y) - 0.5):(\(y) + 0.5) with boxxyerror \(look) notitle"
    }
    let levels = levels(matrix.cells.compactMap(\.frechet?.median)).map { level in
      cells(
        "\(value) >= \(FigureNumber.exact(level.range.lowerBound)) "
          + "&& \(value) <= \(FigureNumber.exact(level.range.upperBound))",
        "fillstyle solid noborder linecolor rgb '\(level.color)'")
    }
    let numbers =
      "gan_matrix using (of(\(matrix.problem)) ? \(x) : NaN):(\(y)):"
      + "(\(value) == \(value) ? sprintf('%.3g', \(value)) : 'diverged') with labels noenhanced "
      + "textcolor rgb 'black' notitle"
    return Panel(
      x: Axis(label: "the generator's optimizer", range: -0.5...(Double(columns) - 0.5)),
      y: Axis(label: "the discriminator's", range: -0.5...(Double(rows) - 0.5)),
      setup: [
        "set xtics nomirror (\(ticks(matrix.generators)))",
        "set ytics nomirror (\(ticks(matrix.discriminators)))", "eval read_csv",
      ],
      plots: ["NaN notitle"] + levels
        + [cells("1", "linecolor rgb '#c0c0c0' linewidth 0.5 fillstyle empty"), numbers],
      cleanup: ["set xtics autofreq", "set ytics autofreq", "eval read_block"])
  }

  private static func ticks(_ names: [String]) -> String {
    names.enumerated().map { place, name in
      "\(FigureText.source(PlainText.shortened(name, to: 18))) \(place)"
    }.joined(separator: ", ")
  }

  /// Of one hue, all light enough for black numbers on them.
  private static let hue = RGB(0x1c, 0x6d, 0xb7)
  private static let light = 95.0
  private static let dark = 62.0
  private static let most = 6

  /// Groups of equal factors from the least distance to the largest, the lighter the less.
  private static func levels(_ values: [Double]) -> [(range: ClosedRange<Double>, color: String)] {
    guard let low = values.min(), let high = values.max(), low > 0 else { return [] }
    let ratio = high / low
    return (0..<most).compactMap { place in
      let first = place == 0 ? low : (low * pow(ratio, Double(place) / Double(most))).nextUp
      let last = place == most - 1 ? high : low * pow(ratio, Double(place + 1) / Double(most))
      guard first <= last, values.contains(where: (first...last).contains) else { return nil }
      let part = Double(place) / Double(most - 1)
      return (first...last, hue.withLightness(light + part * (dark - light)).hex)
    }
  }
}
