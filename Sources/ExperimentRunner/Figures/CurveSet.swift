internal import Foundation

/// The curves of one quantity in one panel, a curve an optimizer: their medians as lines and, of
/// several seeds, bands from the lowest to the highest.
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
  /// Whether each line is drawn through the means of equal parts of the axis: for curves of more
  /// rows than a picture has pixels, whose noise would hide each other.
  var isThinned = false
  /// The column's name without `_median`.
  var quantity: String
  var transform = CurveTransform.none
  /// Values below are drawn there; the bottom of a logarithmic axis.
  var floor: Double?
  var hasBand: Bool
  /// Where each curve must differ from its neighbours by more than its colour.
  var line = "linestyle i"
  /// The block's name; another where a panel has two sets.
  var block = "$rows"
  /// How many points of a line are marked.
  var marks = "marks"
  /// Whether the script switches between horizontal axes; see `SwitchedAxes`.
  var isSwitched = false

  /// Commands that fill the block: optimizer, place on the axis, median, low, high. Its first row
  /// is of no optimizer: gnuplot does not know a block without rows.
  var setup: String {
    let place = isSwitched ? "(column(x_column))" : "(column('\(x.column)'))"
    let columns = [
      "(column('optimizer_index') + 1)", place, column("median"),
      column("low"), column("high"),
    ]
    return """
      \(block) << end
      0 NaN NaN NaN NaN
      end
      eval read_csv
      set table \(block) append
      plot \(file.rawValue) using \(columns.joined(separator: ":")) \\
        with table if (\(condition))
      unset table
      eval read_block
      """
  }

  /// Elements of a `plot` command: bands first, so that they lie under all lines.
  var plots: [String] {
    let line =
      "for [\(loop)] \(block) using ($1 == i ? \(place) : NaN):3\(isThinned ? " smooth unique" : "") "
      + "with linespoints \(self.line) pointnumber \(marks) title whose(i) noenhanced"
    guard hasBand else { return [line] }
    // The start, which an axis of equal factors has no place for, would drag the band to its edge.
    let isPlaced =
      isSwitched
      ? "$1 == i && $2 > x_floor" : x.axis.isLogarithmic ? "$1 == i && $2 > 0" : "$1 == i"
    let band =
      "for [\(loop)] \(block) using (\(isPlaced) ? \(value) : NaN):4:5 with filledcurves fillstyle "
      + "transparent solid band\(isThinned ? " / 2" : "") noborder linecolor rgb color[i] "
      + "title whose(i) noenhanced"
    return [band, line]
  }

  /// Parts of the axis in which a thinned curve has one point each.
  private static let parts = 160.0

  /// Curves of so many rows are thinned.
  static func isThinned<Row: CountedRow>(_ rows: [Row]) -> Bool {
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.optimizer, default: 0] += 1 }
    return Double(counts.values.max() ?? 0) > 2 * parts
  }

  /// A row's value in the axis' unit.
  private var value: String {
    if isSwitched { return "($2 / x_unit)" }
    return x.axis.unit == 1 ? "$2" : "($2 / \(FigureNumber.exact(x.axis.unit)))"
  }

  /// Where a row stands on the axis: of a thinned curve, the middle of its part.
  private var place: String {
    isSwitched ? "place(\(value))" : Self.place(value, on: x.axis, isThinned: isThinned)
  }

  static func place(_ value: String, on axis: Axis, isThinned: Bool) -> String {
    guard isThinned else { return value }
    let (low, high) = (axis.range.lowerBound, axis.range.upperBound)
    if axis.isLogarithmic {
      let parts = FigureNumber.short(Self.parts / log10(high / low))
      return "10**((floor(log10(\(value)) * \(parts)) + 0.5) / \(parts))"
    }
    let part = FigureNumber.exact((high - low) / Self.parts)
    // The end of the axis belongs to its last part.
    let last = FigureNumber.exact(Self.parts - 1)
    let place = "\(value) / \(part)"
    return "((\(place) < \(last) ? floor(\(place)) : \(last)) + 0.5) * \(part)"
  }

  private var condition: String {
    rows.condition + (optimizer.map { " && column('optimizer_index') == \($0)" } ?? "")
  }

  /// The optimizers drawn, as gnuplot's loop takes them.
  private var loop: String { optimizer.map { "i = \($0 + 1):\($0 + 1)" } ?? "i = 1:|color|" }

  private func column(_ part: String) -> String {
    let value = transform.source("column('\(quantity)_\(part)')")
    return floor.map { "(above(\(FigureNumber.bound($0)), \(value)))" } ?? "(\(value))"
  }
}
