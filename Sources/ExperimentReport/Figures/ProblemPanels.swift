internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// How a problem looks where several are compared.
struct ProblemLook {
  /// The number of its line style, beyond those of optimizers.
  var line: Int
  var style: OptimizerStyle

  /// Colours that no optimizer of the experiment has, as long as there are some.
  static func all(_ context: RunOverview) -> [ProblemLook] {
    let kinds = context.problems.indices.map {
      RunOverview.Optimizer(name: "", kind: "problem \($0)")
    }
    let styles = OptimizerStyle.styles(for: context.optimizers + kinds).suffix(kinds.count)
    return zip(styles, 0...).map { style, place in
      ProblemLook(
        line: context.optimizers.count + 1 + place,
        style: OptimizerStyle(
          color: style.color, dash: [1, 2, 4, 5][place % 4], point: [7, 4, 9, 12][place % 4]))
    }
  }

  /// What makes the style known to a script.
  var command: String {
    "set style line \(line) linecolor rgb '\(style.color)' linewidth line_width "
      + "dashtype \(style.dash) pointtype \(style.point) pointsize 0.6"
  }
}

/// What all trials end with: a line an optimizer and problem.
struct EndPanel {
  let context: RunOverview
  let compared: ComparedProblems
  let looks: [ProblemLook]

  /// Those that are shown.
  private var order: [Int] { compared.order.filter(context.isProminent) }

  /// Between two optimizers there is room for the name of the lower one.
  private var lines: Double { Double(looks.count) + 1.1 }
  var height: Double { 17 * lines * Double(order.count) + 8 }

  var x: Axis {
    // Every mark is to be seen: what a curve may leave the frame by is here the whole of it.
    let losses = compared.facts.flatMap { $0.entries.flatMap(\.finals) }
    let (low, high) = (losses.min() ?? 0, losses.max() ?? 1)
    let isWide = low > 0 && high >= 10 * low
    let room = 0.05 * max(high - low, 1e-3 * high.magnitude, 1e-12)
    return Axis(
      label: "final \(compared.measure.noun)",
      range: isWide ? ValueAxis.powers(from: low, to: high) : (low - room)...(high + room),
      isLogarithmic: isWide)
  }

  var panel: Panel {
    let count = Double(order.count)
    // What is not shown lies below the axis.
    let places = context.optimizers.indices.map { optimizer in
      order.firstIndex(of: optimizer)
        .map { FigureNumber.short(lines * (count - Double($0)) - 1.1) } ?? "-100"
    }
    let names = order.enumerated().map { place, optimizer in
      let name = PlainText.shortened(context.optimizers[optimizer].name, to: 60)
      let y = lines * (count - Double(place)) - 0.35
      return "set label \(FigureText.source(name)) at graph 0.008, first \(FigureNumber.short(y)) "
        + "left noenhanced font caption_font"
    }
    let rules = order.indices.dropFirst().map { place in
      let y = FigureNumber.short(lines * (count - Double(place)) + 0.1)
      return
        "set arrow from graph 0, first \(y) to graph 1, first \(y) nohead linecolor rgb '#d0d0d0'"
    }
    return Panel(
      x: x, y: Axis(label: "", range: 0...(lines * count + 0.3), hidesNumbers: true),
      setup: [
        "array line_of[\(places.count)] = [\(places.joined(separator: ", "))]",
        "set border 1", "set ytics scale 0", "eval read_csv",
      ] + names + rules,
      plots: targetLines + looks.indices.flatMap(marks),
      cleanup: [
        "unset label", "unset arrow", "set border 3", "set ytics scale 1", "eval read_block",
      ])
  }

  private var targetLines: [String] {
    guard let target = compared.facts[0].target, x.range.contains(target) else {
      return ["NaN notitle"]
    }
    let top = FigureNumber.short(lines * Double(order.count) + 0.3)
    let at = FigureNumber.exact(target)
    return [
      "'+' using (\(at)):(0):(0):(\(top)) every ::0::0 with vectors nohead linecolor rgb '#909090' "
        + "linewidth 1 notitle"
    ]
  }

  /// The seeds of a problem and their medians.
  private func marks(_ problem: Int) -> [String] {
    let look = looks[problem]
    let entries = compared.facts[problem].entries
    let y = "(line_of[int(column('optimizer_index')) + 1] - \(problem))"
    let seeds =
      "problems using (of(\(problem)) && column('diverged') == 0 ? column('final_loss') : NaN):\(y) "
      + "with points pointtype 7 pointsize 0.35 linecolor rgb '\(look.style.color)' notitle"
    let medians =
      "problems using (of(\(problem)) ? column('final_loss_median') : NaN):\(y) with points "
      + "linestyle \(look.line) pointsize 1.2 notitle"
    let edge = FigureNumber.bound(x.range.upperBound)
    let lost =
      "problems using (of(\(problem)) && column('diverged') == 1 ? \(edge) : NaN):\(y) with points "
      + "pointtype 2 pointsize 0.8 linewidth 1.5 linecolor rgb '\(look.style.color)' notitle"
    return (entries.contains { !$0.finals.isEmpty } ? [seeds] : [])
      + (entries.contains { $0.final?.isFinite == true } ? [medians] : [])
      + (entries.contains { !$0.divergedBySeed.isEmpty } ? [lost] : [])
  }
}

/// The curves of all problems under one optimizer.
struct ProblemCurves {
  let context: RunOverview
  let compared: ComparedProblems
  let looks: [ProblemLook]

  var network: String { context.problems[0].networks[compared.network].name }

  /// What the curves are of.
  static func quantity(_ context: RunOverview) -> Quantity {
    guard let compared = ComparedProblems(context) else { return .loss }
    return compared.measure.quantity
      ?? (context.summary.contains { $0.values[.evalLoss] != nil } ? .evalLoss : .loss)
  }

  private var transform: CurveTransform {
    context.problems[0].traits.referenceLoss.map { .above($0) } ?? .none
  }

  /// The medians of each problem and optimizer.
  private var medians: [[Double]] {
    let quantity = Self.quantity(context)
    let groups = Dictionary(grouping: context.summary.filter { $0.network == network }) {
      [$0.problem, $0.optimizer]
    }
    return groups.values.map { rows in
      rows.compactMap { $0.values[quantity].map { transform.value($0.median, units: 1) } }
    }
  }

  var y: Axis {
    let axis = ValueAxis(curves: medians, logarithmic: isWide ? true : nil)
    return Axis(
      label: context.problems[0].traits.referenceLoss == nil
        ? compared.measure.noun : "value above minimum",
      range: axis.range, isLogarithmic: axis.isLogarithmic)
  }

  /// Whether the losses are positive and span a factor of ten.
  private var isWide: Bool {
    let values = medians.joined()
    guard let low = values.min(), let high = values.max(), low > 0 else { return false }
    return high >= 10 * low
  }

  func panel(_ optimizer: Int) -> Panel {
    let rows = context.summary.filter { $0.network == network }
    let x = RunOverview.axis(
      "step", of: rows, value: \.step, optimizers: context.optimizers.count, ticks: 4)
    let y = y
    func column(_ part: String) -> String {
      let value = transform.source("column('\(Self.quantity(context).rawValue)_\(part)')")
      return "(within(\(value)))"
    }
    let (low, high) = (y.range.lowerBound, y.range.upperBound)
    let setup = """
      within(value) = value < \(FigureNumber.bound(low)) ? \(FigureNumber.bound(low)) : \\
        value > \(FigureNumber.bound(high)) ? \(FigureNumber.bound(high)) : value
      $rows << end
      0 NaN NaN NaN NaN
      end
      eval read_csv
      set table $rows append
      plot summary using (column('problem_index') + 1):(column('step')):\(column("median")):\\
        \(column("low")):\(column("high")) with table if \\
        (strcol('network') eq \(FigureText.quoted(network)) && column('optimizer_index') == \(optimizer))
      unset table
      eval read_block
      """
    let place = x.unit == 1 ? "$2" : "($2 / \(FigureNumber.exact(x.unit)))"
    let isPlaced = x.isLogarithmic ? " && $2 > 0" : ""
    let drawn = looks.indices.filter { problem in
      rows.contains { $0.problem == problem && $0.optimizer == optimizer }
    }
    let bands = drawn.map { problem in
      "$rows using ($1 == \(problem + 1)\(isPlaced) ? \(place) : NaN):4:5 with filledcurves fillstyle "
        + "transparent solid band noborder linecolor rgb '\(looks[problem].style.color)' notitle"
    }
    let lines = drawn.map { problem in
      "$rows using ($1 == \(problem + 1)\(isPlaced) ? \(place) : NaN):3 with linespoints linestyle "
        + "\(looks[problem].line) pointnumber marks notitle"
    }
    let target = compared.facts[0].target.flatMap { y.range.contains($0) ? $0 : nil }.map {
      "\(FigureNumber.exact($0)) with lines linecolor rgb '#909090' linewidth 1 notitle"
    }
    return Panel(
      title: PlainText.shortened(context.optimizers[optimizer].name, to: 34), x: x, y: y,
      setup: [setup],
      plots: ["NaN notitle"] + [target].compactMap { $0 }
        + (context.seedCount > 1 ? bands : []) + lines)
  }
}
