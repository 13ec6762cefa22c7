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
    set colorsequence podo
    set border 3
    set tics nomirror
    set format y '%g'
    set key top right noenhanced

    """
  /// Marked along a curve, so that it can be told without its colour: letters in a text screen.
  private static let pointsPerCurve = 8

  /// Words and margins cost lines of text; a window has room for them.
  private static let windowWords = """
    set xlabel 'step' noenhanced
    set ylabel 'loss' noenhanced

    """
  private static let textWords = """
    set title 'loss over steps' noenhanced
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
    return "set terminal \(terminal) noenhanced noraise title 'optlab'\n" + closing + settings
      + windowWords + "plot [0:1] [0:1] -1 notitle\n" + printEndMark
  }

  static func textScreen(_ size: TextScreen.Size, _ colors: TextScreen.Colors) -> String {
    "set terminal dumb noenhanced size \(size.columns),\(size.rows) \(colors.rawValue)\n"
      + settings + textWords
  }

  /// The ranges and the plot of datablocks `$curve0`, `$curve1`, … in the order of `curves`.
  static func plot(
    _ curves: [LiveCurve], in axes: LiveAxes, longestLabel: Int, textColumns: Int?
  ) -> String {
    let isText = textColumns != nil
    let losses = losses(of: curves, in: axes, longestLabel: longestLabel, isText: isText)
    // In a narrow terminal the names' numbers must do.
    guard textColumns ?? .max >= 70, let dead = deadUnits(of: curves, in: axes, isText: isText)
    else { return losses + printEndMark }
    // The losses have the names, and so need more room.
    return """
      set multiplot
      set origin 0, 0
      set size 0.62, 1
      \(losses)set origin 0.62, 0
      set size 0.38, 1
      \(dead)unset multiplot
      set origin 0, 0
      set size 1, 1

      """ + printEndMark
  }

  /// The dead units of the trials that have units which could die; `nil` where none has.
  private static func deadUnits(
    of curves: [LiveCurve], in axes: LiveAxes, isText: Bool
  ) -> String? {
    let counted = curves.enumerated().filter { $0.element.deadCounts.contains(where: \.isFinite) }
    guard !counted.isEmpty else { return nil }
    let most = counted.flatMap { $0.element.deadCounts }.filter(\.isFinite).max() ?? 0
    let lines = counted.map { index, curve in
      "$\(deadBlock(index)) with lines linetype \(curve.optimizer + 1) notitle"
    }
    return """
      unset logscale y
      set xrange [\(axes.steps.lowerBound):\(axes.steps.upperBound)]
      set yrange [\(-0.04 * max(most, 1)):\(1.1 * max(most, 1))]
      \(isText ? "set title 'dead units' noenhanced" : "set ylabel 'dead units' noenhanced")
      plot \(lines.joined(separator: ", "))

      """
  }

  private static func losses(
    of curves: [LiveCurve], in axes: LiveAxes, longestLabel: Int, isText: Bool
  ) -> String {
    let lines = curves.enumerated().map { index, curve in
      let title = LiveLabel.quoted(curve.title, longest: longestLabel)
      let kind = curve.optimizer + 1
      let interval = max(curve.count / pointsPerCurve, 1)
      return "$\(datablock(index)) with linespoints linetype \(kind) pointtype \(kind)"
        + " pointinterval \(interval) title \(title)"
    }
    return """
      \(axes.isLogarithmic ? "set" : "unset") logscale y
      set xrange [\(axes.steps.lowerBound):\(axes.steps.upperBound)]
      set yrange [\(axes.losses.lowerBound):\(axes.losses.upperBound)]
      \(isText ? "set title 'loss over steps' noenhanced" : "set ylabel 'loss' noenhanced")
      plot \(lines.joined(separator: ", "))

      """
  }

  static func datablock(_ index: Int) -> String { "curve\(index)" }
  static func deadBlock(_ index: Int) -> String { "dead\(index)" }
}

extension LiveCurve {
  fileprivate var title: String {
    guard let deadUnits, deadUnits > 0 else { return label }
    return "\(label), \(deadUnits) dead"
  }
}
