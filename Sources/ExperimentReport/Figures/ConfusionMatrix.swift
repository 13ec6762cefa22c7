package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Which classes are taken for which at the end: a panel an optimizer.
package enum ConfusionMatrix: Figure {
  package static let name = "confusion_matrix"
  package static let title = "Which class is taken for which"
  package static let summary =
    "of a classification, the classes of the examples and those they are given at the end"

  /// More cells are too small to be told apart.
  private static let mostClasses = 40

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.classes.map { $0.names.count <= mostClasses } ?? false
  }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "A row is a class, a column the class that its examples are given at the end; the darker a cell, "
      + "the larger its share of the row. What is right lies on the diagonal."
    return context.caption(
      [introduction, seeds(context), context.leftOutSentence], applies: applies
    ) { problem in
      guard let classes = context.problems[problem].classes else { return [] }
      let part = classes.isHeldOut ? "Of the held-out part." : "Of all examples."
      return [part, perfect(problem, classes, context)]
        + context.optimizersInColor.compactMap { worst($0, problem, classes, context) }
        + context.divergenceNotes(of: LossComparison(context, problem: problem), ofCurves: false)
    }
  }

  private static func seeds(_ context: RunOverview) -> String {
    context.seedCount > 1
      ? "The counts of all seeds that finished are added." : context.firstSeedSentence
  }

  /// "Adam and SGD give all their class."
  private static func perfect(
    _ problem: Int, _ classes: RunOverview.Classes, _ context: RunOverview
  ) -> String {
    let names = context.optimizers.indices.filter { optimizer in
      let rows = context.confusion(
        problem: problem, optimizer: optimizer, isHeldOut: classes.isHeldOut)
      return !rows.isEmpty && rows.allSatisfy { $0.right == $0.given || $0.count == 0 }
    }.map { context.name($0) }
    return names.isEmpty
      ? "" : "\(Wording.list(names)) \(names.count == 1 ? "gives" : "give") all their class."
  }

  /// "Adam most often takes 9 for 4 (5 of 61)."
  private static func worst(
    _ optimizer: Int, _ problem: Int, _ classes: RunOverview.Classes, _ context: RunOverview
  ) -> String? {
    let rows = context.confusion(
      problem: problem, optimizer: optimizer, isHeldOut: classes.isHeldOut)
    guard !rows.isEmpty else { return nil }
    let name = context.name(optimizer)
    let most = rows.filter { $0.right != $0.given && $0.count > 0 }.max { $0.count < $1.count }
    guard let most else { return nil }
    let total = rows.filter { $0.right == most.right }.reduce(0) { $0 + $1.count }
    let (right, given) = (classes.names[most.right], classes.names[most.given])
    return
      "\(name) most often takes \(Wording.name(right)) for \(Wording.name(given)) (\(most.count) of "
      + "\(total))."
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    var page = FigurePage(
      self, legend: legend, context: context,
      data: [
        (
          .confusion,
          [
            "problem_index", "optimizer_index", "held_out", "target_index", "predicted_index",
            "count", "share",
          ]
        )
      ])
    for (index, problem) in context.shown(applies) {
      guard let classes = problem.classes else { continue }
      let optimizers = context.optimizersInColor.filter {
        !context.confusion(problem: index, optimizer: $0, isHeldOut: classes.isHeldOut).isEmpty
      }
      page.addHeading(problem.name)
      let columns = min(max(optimizers.count, 2), classes.names.count > 12 ? 2 : 3)
      for start in stride(from: 0, to: optimizers.count, by: columns) {
        let row = optimizers[start..<min(start + columns, optimizers.count)]
        page.addRow(
          row.map { panel($0, of: index, classes, context) }, columns: columns,
          panelHeight: columns == 2 ? 330 : 210)
      }
    }
    return page.script
  }

  /// From what share of its row on a cell has which colour.
  private static let levels: [(from: Double, words: String, color: String)] = {
    let hue = RGB(0x00, 0x5b, 0x96)
    let steps: [(Double, String, Double)] = [
      (0.001, "up to 2 % of its row", 92), (0.02, "2–5 %", 82), (0.05, "5–10 %", 71),
      (0.1, "10–50 %", 58),
      (0.5, "50–90 %", 48), (0.9, "90 % and more", 40),
    ]
    return steps.map { ($0.0, $0.1, hue.withLightness($0.2).hex) }
  }()

  private static var legend: Legend {
    Legend(
      entries: levels.map {
        .init(text: $0.words, point: "pointtype 5 pointsize 1.6 linecolor rgb '\($0.color)'")
      })
  }

  private static func panel(
    _ optimizer: Int, of problem: Int, _ classes: RunOverview.Classes, _ context: RunOverview
  ) -> Panel {
    let count = classes.names.count
    let mine =
      "of(\(problem)) && column('optimizer_index') == \(optimizer) && column('held_out') == "
      + "\(classes.isHeldOut ? 1 : 0)"
    let (given, right) = ("column('predicted_index')", "column('target_index')")
    let cells = levels.enumerated().map { place, level in
      let end = place + 1 < levels.count ? " && column('share') < \(levels[place + 1].from)" : ""
      // What is rarer than the palest level's share is there all the same.
      let start = place == 0 ? "column('count') > 0" : "column('share') >= \(level.from)"
      return "confusion using (\(mine) && \(start)\(end) ? \(given) : NaN):(\(right)):"
        + "(\(given) - 0.5):(\(given) + 0.5):(\(right) - 0.5):(\(right) + 0.5) with boxxyerror "
        + "fillstyle solid noborder linecolor rgb '\(level.color)' notitle"
    }
    let outline =
      "confusion using (\(mine) ? \(given) : NaN):(\(right)):(\(given) - 0.5):(\(given) + 0.5):"
      + "(\(right) - 0.5):(\(right) + 0.5) with boxxyerror linecolor rgb '#d8d8d8' linewidth 0.5 "
      + "fillstyle empty notitle"
    let numbers = count <= 10 ? counts(mine, isLight: false) + counts(mine, isLight: true) : []
    let edge = Double(count) - 0.5
    return Panel(
      title: PlainText.shortened(context.optimizers[optimizer].name, to: 34),
      x: Axis(label: "given", range: -0.5...edge), y: Axis(label: "class", range: -0.5...edge),
      setup: ticks(classes.names) + ["set yrange [\(edge):-0.5]", "eval read_csv"],
      plots: ["NaN notitle"] + cells + [outline] + numbers,
      cleanup: ["set xtics autofreq norotate", "set ytics autofreq", "eval read_block"])
  }

  /// The counts in their cells, light on dark ones.
  private static func counts(_ mine: String, isLight: Bool) -> [String] {
    let condition = isLight ? "column('share') >= 0.1" : "column('share') < 0.1"
    return [
      "confusion using (\(mine) && column('count') > 0 && \(condition) ? column('predicted_index') : NaN):"
        + "(column('target_index')):(sprintf('%d', column('count'))) with labels font caption_font "
        + "textcolor rgb '\(isLight ? "#ffffff" : "#000000")' notitle"
    ]
  }

  /// The classes' names, as many as there is room for.
  private static func ticks(_ names: [String]) -> [String] {
    let step = (names.count + 19) / 20
    let shown = names.indices.filter { $0 % step == 0 }.map { place in
      "\(FigureText.source(PlainText.shortened(names[place], to: 12))) \(place)"
    }
    let isLong = names.contains { PlainText.columns(PlainText.shortened($0, to: 12)) > 3 }
    let list = shown.joined(separator: ", ")
    return [
      "set xtics nomirror \(isLong ? "rotate by -40" : "norotate") noenhanced (\(list))",
      "set ytics nomirror noenhanced (\(list))",
    ]
  }
}
