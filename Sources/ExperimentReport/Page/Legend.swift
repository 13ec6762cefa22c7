internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What the lines of a page mean, at its top: one for all panels, so that no curve runs under it.
struct Legend {
  struct Entry {
    var text: String
    /// What draws the line of the sample: `linestyle 3`, or colour and dash.
    var line: String?
    /// A mark in the middle of the sample, likewise.
    var point: String?
    /// Whose curves it stands for, if an optimizer's.
    var optimizer: Int?
  }

  var entries: [Entry]

  private static let rowHeight = 18.0
  private static let sampleWidth = 30.0
  private static let longest = 34

  /// All optimizers of an experiment in their styles: of one problem in the order of its result, of
  /// several in that of the spec. Of many those in colour, the best first, and one entry for the others.
  /// - Parameter hasOthers: whether the others are drawn, too.
  static func optimizers(_ context: RunOverview, hasOthers: Bool = true) -> Legend {
    let others = hasOthers ? context.optimizersInGrey : 0
    return Legend(
      entries: (context.prominent ?? order(context)).map { index in
        Entry(
          text: context.optimizers[index].name, line: "linestyle \(index + 1)",
          point: "linestyle \(index + 1)", optimizer: index)
      }
        + (others == 0
          ? [] : [Entry(text: "the \(others) others", line: "linecolor rgb others linewidth 1")]))
  }

  /// The same of curves that show the seeds, with what those look like.
  static func curves(_ context: RunOverview) -> Legend {
    Legend(entries: optimizers(context).entries + seeds(context))
  }

  /// The same of curves whose bands are ranges, or of many seeds end at 10 and 90 %.
  static func ranges(_ context: RunOverview) -> Legend {
    let isOuter = context.seedCount > Summary.dotLimit
    return Legend(
      entries: optimizers(context).entries
        + (isOuter
          ? [
            Entry(text: "10 to 90 % of the seeds", line: "linecolor rgb '#d0d0d0' linewidth 9")
          ] : []))
  }

  /// What dots and bands are; nothing where there are none.
  static func seeds(_ context: RunOverview) -> [Entry] {
    if context.hasQuantiles {
      return [
        Entry(text: "middle half of the seeds", line: "linecolor rgb '#bdbdbd' linewidth 9"),
        Entry(text: "10 to 90 % of them", line: "linecolor rgb '#dedede' linewidth 9"),
      ]
    }
    let hasDots = !context.seedRows.isEmpty || !context.layerSeedRows.isEmpty
    return hasDots
      ? [Entry(text: "one seed", point: "pointtype 7 pointsize dot linecolor rgb grey")] : []
  }

  /// The lowest first; those that are in no ranking last.
  private static func order(_ context: RunOverview) -> [Int] {
    let all = Array(context.optimizers.indices)
    guard context.problems.count == 1 else { return all }
    let facts = LossComparison(
      context, problem: 0, network: context.problems[0].traits.comparedNetwork)
    let ranked = facts.measure.isRanked ? facts.ranking.map(\.optimizer) : []
    return ranked + all.filter { !ranked.contains($0) }
  }

  private var texts: [String] {
    entries.map { PlainText.shortened($0.text, to: Self.longest) }
  }

  private var columnWidth: Double {
    let letters = texts.map(PlainText.columns).max() ?? 0
    // Names of wide letters take more, and the next sample stands apart from them.
    let widest = texts.map(FigureText.width).max() ?? 0
    return Self.sampleWidth + max(27 + 7.6 * Double(letters), 16 + 12 * widest)
  }

  private func columns(within width: Double) -> Int {
    min(max(Int(width / columnWidth), 1), max(entries.count, 1))
  }

  func height(within width: Double) -> Double {
    let columns = columns(within: width)
    return Double((entries.count + columns - 1) / columns) * Self.rowHeight
  }

  /// The top left of an entry.
  private func place(_ index: Int, in frame: Frame) -> (x: Double, y: Double) {
    let columns = columns(within: frame.width)
    return (
      frame.x + Double(index % columns) * columnWidth,
      frame.y + Double(index / columns) * Self.rowHeight
    )
  }

  /// Where the samples are.
  func samples(in frame: Frame) -> [FigureLayout.Sample] {
    entries.enumerated().map { index, entry in
      let (x, y) = place(index, in: frame)
      return FigureLayout.Sample(
        text: entry.text, optimizer: entry.optimizer, x: x, y: y, width: Self.sampleWidth,
        height: Self.rowHeight)
    }
  }

  /// Arrows and labels at fixed places of the page; gnuplot's own key drops entries that it finds
  /// no room for.
  func script(in frame: Frame) -> String {
    zip(entries, texts).enumerated().map { index, item in
      let sample = place(index, in: frame)
      let (x, y) = (sample.x, sample.y + Self.rowHeight / 2)
      func at(_ x: Double) -> String {
        "screen \(FigureNumber.part(x / frame.pageWidth)), down(\(FigureNumber.short(y)))"
      }
      var lines = [
        "set label \(FigureText.source(item.1)) at \(at(x + Self.sampleWidth + 10)) left noenhanced"
      ]
      if let line = item.0.line {
        let arrow = "set arrow from \(at(x)) to \(at(x + Self.sampleWidth)) nohead \(line)"
        // In letters a line has no style, and would stand over its mark.
        lines.append(item.0.point == nil ? arrow : "if (terminal ne 'dumb') { \(arrow) }")
      }
      if let point = item.0.point {
        lines.append("set label '' at \(at(x + Self.sampleWidth / 2)) point \(point)")
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
