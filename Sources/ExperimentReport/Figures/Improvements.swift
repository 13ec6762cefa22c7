package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How likely each optimizer ends lower than each other one, a matrix a problem (Agarwal et al., 2021).
package enum Improvements: Figure {
  package static let name = "improvement"
  package static let title = "Probability of improvement"
  package static let summary =
    "how likely a trial of one optimizer ends lower than one of another, all pairs in a matrix"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.rankedNetwork != nil
  }

  package static func applies(to context: RunOverview) -> Bool {
    context.seedCount > 1 && context.optimizers.count > 1
      && context.problems.contains(where: applies)
  }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let scores = context.scores
    let rows = shown(scores.improvements, context)
    let introduction =
      "In percent, how likely a trial of the optimizer of the row ends with a lower loss than one of the "
      + "column's: of all pairs of their trials the share in which it does, and half of those that are "
      + "equal. A trial that diverged is above all that finished. 50 is no difference; blue is above, "
      + "orange below. Of \(Wording.count(context.seedCount, "seed")) each, even 100 may be chance."
    let surfaces = context.problems.filter { applies(to: $0) && !$0.traits.isRandom }
    let walks =
      surfaces.isEmpty
      ? "" : "\(context.calmSurface.first) every seed walks the same way, and nothing is chance."
    return context.caption(
      [introduction, walks, context.leftOutSentence], applies: applies
    ) { problem in
      [sentence(rows.filter { $0.problem == problem }, context)]
    }
  }

  /// "2 of 3 pairs are 0 or 100. Closest are SGD and GD with 56 %."
  private static func sentence(_ rows: [ImprovementRow], _ context: RunOverview) -> String {
    let ahead = rows.filter { $0.probability >= 0.5 }
    let closest = ahead.min {
      ($0.probability, $0.optimizer, $0.other) < ($1.probability, $1.optimizer, $1.other)
    }
    guard let closest else { return "" }
    let all = Wording.count(rows.count / 2, "pair")
    let decided = rows.count { $0.probability == 1 }
    if closest.probability == 1 {
      let wins = Dictionary(grouping: ahead, by: \.optimizer).mapValues(\.count)
      let order = context.optimizers.indices.sorted { (wins[$0] ?? 0) > (wins[$1] ?? 0) }
      return (rows.count == 2 ? "The one pair is" : "All \(all) are")
        + " 0 or 100; from the lowest on: \(Wording.list(order.map(context.name), limit: 16))."
    }
    return "\(decided) of \(all) \(decided == 1 ? "is" : "are") 0 or 100. Closest are "
      + "\(context.name(closest.optimizer)) and \(context.name(closest.other)) with "
      + "\(NumberText.typeset((100 * closest.probability).rounded())) %."
  }

  // MARK: Script

  private static let better = "#0072b2"
  private static let worse = "#d55e00"

  package static func script(_ context: RunOverview) -> FigureScript {
    let legend = Legend.optimizers(context, hasOthers: false)
    var page = FigurePage(
      self, legend: legend, context: context,
      data: [
        (.improvement, ["problem_index", "optimizer_index", "other_index", "probability"])
      ])
    let rows = shown(context.scores.improvements, context)
    let isLast = context.page.map { $0.number == $0.count } ?? true
    let groups =
      context.shown().map { problem, own in
        (problem as Int?, own.name)
      } + (isLast ? [(nil, "mean over the problems")] : [])
    let panels = groups.compactMap { problem, title -> Panel? in
      let own = rows.filter { $0.problem == problem }
      return own.isEmpty ? nil : panel(own, titled: title, context)
    }
    let count = context.optimizersInColor.count
    let columns = count > 8 ? 1 : count > 4 ? 2 : 3
    let height = Double(min(max(28 * (count + 1), 110), 460))
    for start in stride(from: 0, to: panels.count, by: columns) {
      page.addRow(
        Array(panels[start..<min(start + columns, panels.count)]), columns: columns,
        panelHeight: height, gap: 30, left: 30)
    }
    return page.script
  }

  /// The pairs of those that are in colour.
  private static func shown(
    _ rows: [ImprovementRow], _ context: RunOverview
  ) -> [ImprovementRow] {
    rows.filter { context.isProminent($0.optimizer) && context.isProminent($0.other) }
  }

  /// The fields of one level of probability, on one side of a half.
  private static func boxes(
    of level: Int, _ sign: Double, color: String, column: String, line: String, where of: String
  ) -> String {
    let part = "ceil(\(FigureNumber.exact(sign * 10)) * (column('probability') - 0.5) - 1e-9)"
    let density = FigureNumber.short(0.13 * Double(level))
    return """
      improvement using (\(of) && \(part) == \(level) ? \(column) : NaN):\(line):\
      (\(column) - 0.48):(\(column) + 0.48):(\(line) - 0.48):(\(line) + 0.48) \
      with boxxyerror fillstyle transparent solid \(density) noborder linecolor rgb '\(color)' notitle
      """
  }

  /// The optimizers stand at the left and on top, by their marks.
  private static func panel(
    _ rows: [ImprovementRow], titled title: String, _ context: RunOverview
  ) -> Panel {
    let shown = context.prominent ?? Array(context.optimizers.indices)
    let count = shown.count
    let ends = -0.1...(Double(count) + 0.55)
    let x = Axis(label: "", range: ends, hidesNumbers: true)
    let problem = rows[0].problem ?? Improvement.allProblems
    // Rows and columns are counted among those that are shown.
    let places = (0..<context.optimizers.count).map { optimizer in
      shown.firstIndex(of: optimizer).map { "\($0 + 1)" } ?? "NaN"
    }
    let isWhole = shown.count == context.optimizers.count
    func place(_ name: String) -> String {
      isWhole ? "(column('\(name)') + 1)" : "(place_of[int(column('\(name)')) + 1])"
    }
    let line =
      isWhole
      ? "(\(count) - column('optimizer_index'))" : "(\(count + 1) - \(place("optimizer_index")))"
    let column = place("other_index")
    let of = "column('problem_index') == \(problem)"
    let colors = [(better, 1.0), (worse, -1.0)].flatMap { (color: String, sign: Double) in
      Set(rows.map { level($0.probability, sign) }).filter { $0 > 0 }.sorted().map { level in
        boxes(of: level, sign, color: color, column: column, line: line, where: of)
      }
    }
    let numbers =
      "improvement using (\(of) ? \(column) : NaN):\(line):"
      + "(sprintf('%.0f', 100 * column('probability'))) with labels font caption_font notitle"
    let marks = shown.enumerated().flatMap { (place: Int, optimizer: Int) -> [String] in
      let left = (x: 0.2, y: Double(count - place))
      let top = (x: Double(place + 1), y: Double(count) + 0.75)
      return [left, top].map { place in
        let (x, y) = (FigureNumber.short(place.x), FigureNumber.short(place.y))
        return "set label '' at \(x), \(y) point linestyle \(optimizer + 1) pointsize 1.2"
      }
    }
    return Panel(
      title: title, x: x,
      y: Axis(label: "", range: 0.4...(Double(count) + 1.1), hidesNumbers: true),
      setup: ["unset border", "set xtics scale 0", "set ytics scale 0", "eval read_csv"]
        + (isWhole ? [] : ["array place_of[\(places.count)] = [\(places.joined(separator: ", "))]"])
        + marks, plots: ["NaN notitle"] + colors + [numbers], hasOwnAxes: false,
      cleanup: [
        "unset label", "set border 3", "set xtics scale 1", "set ytics scale 1", "eval read_block",
      ])
  }

  /// From 1 to 5 how far a probability is from a half, on the side of `sign`.
  private static func level(_ probability: Double, _ sign: Double) -> Int {
    Int((sign * 10 * (probability - 0.5) - 1e-9).rounded(.up))
  }
}
