internal import Foundation

/// The curves of one quantity in one panel, a curve an optimizer: their medians as lines and, of
/// several seeds, bands from the lowest to the highest.
struct CurveSet {
  var file: DataFile
  /// A condition on a row, of the loop's `i`: the optimizer's place from 1.
  var rows: String
  var x: (column: String, axis: Axis)
  /// Whether each line is drawn through the means of equal parts of the axis: for curves of more
  /// rows than a picture has pixels, whose noise would hide each other.
  var isThinned = false
  /// The column's name without `_median`.
  var quantity: String
  /// What becomes of a number: `value` stands for it.
  var transform = "value"
  /// Values below are drawn there; the bottom of a logarithmic axis.
  var floor: Double?
  var hasBand: Bool
  /// Where each curve must differ from its neighbours by more than its colour.
  var line = "linestyle i"
  /// The optimizers drawn, as gnuplot's loop takes them.
  var loop: String

  /// Elements of a `plot` command: bands first, so that they lie under all lines.
  var plots: [String] {
    let unit = x.axis.unit == 1 ? "" : " / \(FigureNumber.exact(x.axis.unit))"
    let place = "column('\(x.column)')\(unit)"
    let line =
      "for [\(loop)] \(file.rawValue) using (\(rows) ? \(thinned(place)) : NaN):"
      + "\(column("median"))\(isThinned ? " smooth unique" : "") "
      + "with linespoints \(self.line) pointnumber marks notitle"
    guard hasBand else { return [line] }
    let band =
      "for [\(loop)] \(file.rawValue) using (\(rows) ? \(place) : NaN):"
      + "\(column("low")):\(column("high")) with filledcurves fillstyle transparent solid "
      + "band\(isThinned ? " / 2" : "") noborder linecolor rgb color[i] notitle"
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

  /// The middle of the part of the axis in which `place` is.
  private func thinned(_ place: String) -> String {
    guard isThinned else { return place }
    let (low, high) = (x.axis.range.lowerBound, x.axis.range.upperBound)
    if x.axis.isLogarithmic {
      let parts = FigureNumber.short(Self.parts / log10(high / low))
      return "10**((floor(log10(\(place)) * \(parts)) + 0.5) / \(parts))"
    }
    let part = FigureNumber.exact((high - low) / Self.parts)
    return "(floor(\(place) / \(part)) + 0.5) * \(part)"
  }

  private func column(_ part: String) -> String {
    let value = transform.replacing("value", with: "column('\(quantity)_\(part)')")
    return floor.map { "(above(\(FigureNumber.short($0)), \(value)))" } ?? "(\(value))"
  }
}
