internal import ExperimentReport
internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// The gnuplot commands of one drawing.
enum LiveScript {
  /// gnuplot prints this behind each drawing. It cannot occur in one: labels have no control
  /// characters.
  static let endMark: UInt8 = 0x1E

  private static let printEndMark = "print \"\\036\"\n"

  /// Sent once, before anything else; answered with the names of gnuplot's terminals.
  static let opening = """
    set encoding utf8
    set print '-'
    print GPVAL_TERMINALS

    """ + printEndMark

  /// The drawing's settings in common, after its `set terminal`.
  private static let settings = """
    set palette gray
    set cbrange [0:255]
    unset colorbox
    set border 3
    set tics nomirror
    set format y '%g'

    """
  /// Sent once, before the first drawing: line type 1 is the first optimizer's, and looks as it does in
  /// the figures.
  static func lineTypes(_ styles: [OptimizerStyle]) -> String {
    styles.enumerated().map { index, style in
      "set linetype \(index + 1) linecolor rgb '\(style.color)'\n"
    }.joined()
  }

  /// Marked along a curve, so that it can be told without its colour: letters in a text screen.
  private static let pointsPerCurve = 8

  /// Words and margins cost lines of text; a window has room for them.
  private static let textWords = """
    set tics scale 0
    set tmargin 1
    set bmargin 1
    set rmargin 2

    """

  /// Opens a window with empty axes, which only succeeds where the display can be reached.
  static func window(terminal: String) -> String {
    // Without this a closed window comes back with the next drawing. Under x11, gnuplot 5.4 runs
    // it at the second drawing.
    let closing = terminal == "qt" ? "bind \"Close\" \"exit gnuplot\"\n" : ""
    // x11 reads letters beyond ASCII as such in no other font.
    let font =
      terminal == "x11" ? "font 'mbfont:-misc-fixed-medium-r-*-*-13-*-*-*-*-*-iso10646-1'" : ""
    return "set terminal \(terminal) noenhanced noraise size 960,640 title 'optlab' \(font)\n"
      + closing + settings + "plot [0:1] [0:1] -1 notitle\n" + printEndMark
  }

  static func textScreen(_ size: TextScreen.Size, _ colors: TextScreen.Colors) -> String {
    "set terminal dumb noenhanced size \(size.columns),\(size.rows) \(colors.rawValue)\n"
      + settings + textWords
  }

  /// Every panel, from the datablocks of `curves`.
  static func drawing(
    _ panels: [LivePanel], of curves: [LiveCurve], longestLabel: Int, isText: Bool
  ) -> String {
    let parts = panels.map { panel in
      """
      set origin \(panel.left), \(panel.bottom)
      set size \(panel.width), \(panel.height)

      """
        + commands(panel.content, of: curves, longestLabel: longestLabel, isText: isText)
    }
    return "set multiplot\n" + parts.joined() + "unset multiplot\n" + printEndMark
  }

  private static func commands(
    _ content: LivePanel.Content, of curves: [LiveCurve], longestLabel: Int, isText: Bool
  ) -> String {
    switch content {
    case .loss(let network, let axes):
      let isOfGame = curves.contains { $0.networkCount > 1 }
      let name = isOfGame ? "loss, \(network == 0 ? "discriminator" : "generator")" : "loss"
      let plot = losses(of: curves, network: network, in: axes, longestLabel: longestLabel)
      return words(name, isText: isText) + plot
    case .distance(let axes):
      return words("Fréchet distance", isText: isText) + distances(of: curves, in: axes)
    case .deadUnits(let axes):
      return words("dead units", isText: isText) + deadUnits(of: curves, in: axes)
    case .sampleGrid(let index): return sampleGrid(of: curves[index], longestLabel: longestLabel)
    }
  }

  /// Says in a title what a text screen has no room for beside the axes.
  private static func words(_ name: String, isText: Bool) -> String {
    isText
      ? "set title '\(name) over steps' noenhanced\n"
      : "set xlabel 'step' noenhanced\nset ylabel '\(name)' noenhanced\n"
  }

  private static func losses(
    of curves: [LiveCurve], network: Int, in axes: LiveAxes, longestLabel: Int
  ) -> String {
    let lines = curves.enumerated().filter { $0.element.networkCount > network }
      .map { index, curve in
        // One panel's names do for all.
        let title =
          network == 0
          ? "title \(LiveLabel.quoted(curve.title, longest: longestLabel))" : "notitle"
        let kind = curve.optimizer + 1
        let interval = max(curve.count / pointsPerCurve, 1)
        return "$\(lossBlock(index, network)) with linespoints linetype \(kind) "
          + "dashtype \(dash(of: index, in: curves)) pointtype \(kind) pointinterval \(interval) "
          + title
      }
    return ranges(axes) + """
      set key top right noenhanced
      plot \(lines.joined(separator: ", "))

      """
  }

  private static func ranges(_ axes: LiveAxes) -> String {
    """
    \(axes.isLogarithmic ? "set" : "unset") logscale y
    set xrange [\(axes.steps.lowerBound):\(axes.steps.upperBound)]
    set xtics \(axes.tickDistance)
    set yrange [\(axes.values.lowerBound):\(axes.values.upperBound)]

    """
  }

  /// Each point was measured, and is marked.
  private static func distances(of curves: [LiveCurve], in axes: LiveAxes) -> String {
    let lines = curves.enumerated().filter { !$0.element.distances.isEmpty }.map { index, curve in
      let kind = curve.optimizer + 1
      return "$\(distanceBlock(index)) with linespoints linetype \(kind) "
        + "dashtype \(dash(of: index, in: curves)) pointtype \(kind) notitle"
    }
    return ranges(axes) + "plot \(lines.joined(separator: ", "))\n"
  }

  /// Tells the trials of one optimizer from each other.
  private static func dash(of index: Int, in curves: [LiveCurve]) -> Int {
    1 + curves[..<index].count { $0.optimizer == curves[index].optimizer } % 5
  }

  /// The dead units of the trials that have units which could die.
  private static func deadUnits(of curves: [LiveCurve], in axes: LiveAxes) -> String {
    let counted = curves.enumerated().filter { $0.element.deadCounts.contains(where: \.isFinite) }
    let most = counted.flatMap { $0.element.deadCounts }.filter(\.isFinite).max() ?? 0
    let lines = counted.map { index, curve in
      "$\(deadBlock(index)) with lines linetype \(curve.optimizer + 1) "
        + "dashtype \(dash(of: index, in: curves)) notitle"
    }
    return """
      unset logscale y
      set xrange [\(axes.steps.lowerBound):\(axes.steps.upperBound)]
      set xtics \(axes.tickDistance)
      set yrange [\(-0.04 * max(most, 1)):\(1.1 * max(most, 1))]
      plot \(lines.joined(separator: ", "))

      """
  }

  /// What a generator made of the fixed noise; leaves the settings as they were.
  private static func sampleGrid(of curve: LiveCurve, longestLabel: Int) -> String {
    guard let sampleGrid = curve.picture else { return "" }
    let label = LiveLabel.quoted(curve.label, longest: longestLabel / 2)
    return """
      set title \(label) . ', step \(sampleGrid.step)' noenhanced
      unset border
      unset tics
      unset logscale y
      unset xlabel
      unset ylabel
      set lmargin 1
      set rmargin 1
      set bmargin 1
      set size ratio -1
      set xrange [-0.5:\(Double(sampleGrid.width) - 0.5)]
      set yrange [\(Double(sampleGrid.height) - 0.5):-0.5]
      plot $\(gridBlock(curve.trial)) matrix with image notitle
      set size noratio
      unset lmargin
      unset rmargin
      unset bmargin
      set border 3
      set tics nomirror
      unset title

      """
  }

  /// A sample grid as a datablock: a line a row of pixels.
  static func block(of sampleGrid: SampleGrid, trial: Int) -> String {
    let rows = stride(from: 0, to: sampleGrid.pixels.count, by: sampleGrid.width).map { start in
      sampleGrid.pixels[start..<start + sampleGrid.width].map { String($0) }.joined(separator: " ")
    }
    return "$\(gridBlock(trial)) << e\n" + rows.joined(separator: "\n") + "\ne\n"
  }

  static func lossBlock(_ index: Int, _ network: Int) -> String { "loss\(index)_\(network)" }
  static func distanceBlock(_ index: Int) -> String { "distance\(index)" }
  static func deadBlock(_ index: Int) -> String { "dead\(index)" }
  private static func gridBlock(_ trial: Int) -> String { "sheet\(trial)" }
}

extension LiveCurve {
  fileprivate var title: String {
    let dead = deadUnits.flatMap { $0 > 0 ? "\($0) dead" : nil }
    let distance = distances.last.map { "Fréchet \(NumberText.short($0.frechet))" }
    return ([label] + [dead, distance].compactMap(\.self)).joined(separator: ", ")
  }
}
