internal import OptimizerLab

/// The curves of one quantity in one panel, a curve an optimizer: their medians as lines and, of
/// several seeds, what `seeds` says.
///
/// The panel's rows are first copied from the CSV file into a block in memory, for gnuplot reads a
/// file again for every line and every band.
struct CurveSet {
  var file: DataFile
  /// Which rows of the file, whatever the optimizer.
  var rows: CurveRows
  /// The one optimizer drawn; all of them without it.
  var optimizer: Int?
  var x: (column: String, axis: Axis)
  /// The column's name without `_median`.
  var quantity: String
  var transform = CurveTransform.none
  /// Values below are drawn there; the bottom of a logarithmic axis.
  var floor: Double?
  /// Whether there are several seeds, and they are to be seen.
  var hasBand: Bool
  /// How they are, once the panel has its place on the page.
  var seeds = SeedDisplay.nothing
  /// gnuplot's `pointtype` of a seed's dot.
  var dot = 7
  /// Where each curve must differ from its neighbours by more than its colour.
  var line = "linestyle i"
  /// The block's name; another where a panel has two sets.
  var block = "$rows"
  /// How many points of a line are marked.
  var marks = "marks"
  /// Whether the script switches between horizontal axes; see `SwitchedAxes`.
  var isSwitched = false
  /// The places of the optimizers of whose trials some diverged: a cross is where one was last seen.
  var deaths: [Int] = []
  /// Which rows have no value, as a condition of the script.
  var gap: String?
  /// The panel's vertical axis, where some band leaves its frame and is cut there.
  var frame: Axis?
  /// Of many problems where the rows of this one are in the files, once the panel has its place.
  var parts: [DataFile: ClosedRange<Int>] = [:]
  /// Of many optimizers which are in colour, once the panel has its place on the page.
  var layers = CurveLayers.all

  /// Commands that fill the block: optimizer, place on the axis, median, the ends of the bands and, where
  /// deaths are marked, their number; see `fill`.
  var setup: String {
    let columns =
      [column("median")]
      + bands.flatMap { [$0.low, $0.high] }.map { column($0, isOpen: frame != nil) }
      + (deaths.isEmpty ? [] : ["(column('died'))"])
    return ([fill(block, from: file, columns, if: condition)] + cutCommands + dotCommands)
      .joined(separator: "\n")
  }

  /// Commands that copy rows of a file to a block: optimizer, place on the axis and those columns. Its
  /// first row is of no optimizer: gnuplot does not know a block without rows.
  func fill(_ block: String, from file: DataFile, _ columns: [String], if condition: String)
    -> String
  {
    let place = isSwitched ? "(column(x_column))" : "(column('\(x.column)'))"
    let all = ["(column('optimizer_index') + 1)", place] + columns
    return """
      \(block) << end
      0\(String(repeating: " NaN", count: all.count - 1))
      end
      eval read_csv
      set table \(block) append
      plot \(file.rawValue)\(every(file)) using \(all.joined(separator: ":")) \\
        with table if (\(condition))
      unset table
      eval read_block
      """
  }

  /// What lets gnuplot pass over the rows of other problems, which is quicker than to look at them.
  private func every(_ file: DataFile) -> String {
    parts[file].map { " every ::\($0.lowerBound)::\($0.upperBound)" } ?? ""
  }

  /// Elements of a `plot` command: bands first, so that they lie under all lines.
  var plots: [String] {
    let lines = colored.map {
      "for [\($0)] \(block) using ($1 == i ? \(value) : NaN):3 "
        + "with linespoints \(self.line) pointnumber \(marks) title whose(i) noenhanced"
    }
    let others = grey.map {
      "for [\($0)] \(block) using ($1 == i ? \(value) : NaN):3 with lines \(self.line) "
        + "title whose(i) noenhanced"
    }
    let died = 4 + 2 * bands.count
    let crosses = deaths.filter(layers.isColored).map { optimizer in
      "for [i = \(optimizer + 1):\(optimizer + 1)] \(block) "
        + "using ($1 == i && $\(died) > 0 ? \(value) : NaN):3 "
        + "with points pointtype 2 pointsize 1 linewidth 2 linecolor rgb color[i] title whose(i) "
        + "noenhanced"
    }
    return others + bandPlots + dotPlots + lines + crosses
  }

  private var bandPlots: [String] {
    colored.flatMap { loop in bandPlots(of: loop) }
  }

  private func bandPlots(of loop: String) -> [String] {
    bands.enumerated().map { place, band in
      let look =
        "with filledcurves fillstyle transparent solid \(band.opacity) noborder linecolor rgb "
        + "color[i] title whose(i) noenhanced"
      if frame != nil {
        return "for [\(loop)] \(bandBlock(place)) using ($1 == i ? $2 : NaN):3:4 \(look)"
      }
      // On an axis of equal factors without a place for 0 the start would drag the band to its edge.
      let isPlaced = x.axis.isLogarithmic && x.axis.start == nil ? "$1 == i && $2 > 0" : "$1 == i"
      return "for [\(loop)] \(block) using (\(isSwitched ? "$1 == i" : isPlaced) ? \(value) : NaN)"
        + ":\(4 + 2 * place):\(5 + 2 * place) \(look)"
    }
  }

  /// A row's value in the axis' unit.
  var value: String {
    if isSwitched { return "($2 > x_floor ? $2 / x_unit : x_zero)" }
    if x.axis.start != nil {
      return "($2 > 0 ? $2 : \(FigureNumber.bound(x.axis.range.lowerBound)))"
    }
    return x.axis.unit == 1 ? "$2" : "($2 / \(FigureNumber.exact(x.axis.unit)))"
  }

  var condition: String {
    rows.condition + (optimizer.map { " && column('optimizer_index') == \($0)" } ?? "")
  }

  /// The optimizers in colour, as gnuplot's loops take them, and those in grey.
  var colored: [String] { layers.colored(optimizer) }
  private var grey: [String] { layers.grey(optimizer) }

  /// - Parameter isOpen: whether values may be below the floor.
  private func column(_ part: String, isOpen: Bool = false) -> String {
    let known = transform.source("column('\(quantity)_\(part)')")
    let value = gap.map { "(\($0) ? NaN : \(known))" } ?? known
    return (isOpen ? nil : floor).map { "(above(\(FigureNumber.bound($0)), \(value)))" }
      ?? "(\(value))"
  }
}
