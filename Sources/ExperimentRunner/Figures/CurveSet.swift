/// The curves of one quantity in one panel, a curve an optimizer: their medians as lines and, of
/// several seeds, bands from the lowest to the highest.
struct CurveSet {
  var file: DataFile
  /// A condition on a row, of the loop's `i`: the optimizer's place from 1.
  var rows: String
  var x: (column: String, unit: Double)
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
    let unit = x.unit == 1 ? "" : " / \(FigureNumber.exact(x.unit))"
    let along = "(\(rows) ? column('\(x.column)')\(unit) : NaN)"
    let line =
      "for [\(loop)] \(file) using \(along):\(column("median")) "
      + "with linespoints \(self.line) pointnumber marks notitle"
    guard hasBand else { return [line] }
    let band =
      "for [\(loop)] \(file) using \(along):\(column("low")):\(column("high")) "
      + "with filledcurves fillstyle transparent solid band noborder linecolor rgb color[i] notitle"
    return [band, line]
  }

  private func column(_ part: String) -> String {
    let value = transform.replacing("value", with: "column('\(quantity)_\(part)')")
    return floor.map { "(above(\(FigureNumber.short($0)), \(value)))" } ?? "(\(value))"
  }
}
