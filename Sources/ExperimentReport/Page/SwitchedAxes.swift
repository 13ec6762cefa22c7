internal import ExperimentAnalysis
internal import ExperimentRunner

/// The horizontal axes between which the curves of some rows can be switched in their script.
///
/// Each is a text of commands that `eval` takes: `axis_step`, `axis_epoch`, …; it also sets where the
/// curves find their place, `x_column`, `x_unit`, `x_floor` and `x_zero`, where those at or below the
/// floor are.
struct SwitchedAxes {
  let rows: [SummaryRow]
  let task: TaskTraits
  let optimizers: Int
  /// Whether a panel stands between others, where a label has no room in one line, and not every number.
  var isSmall = false

  /// The axis that holds all curves; `nil` where the rows have no such thing.
  func axis(_ cost: CostAxis) -> Axis? {
    guard rows.isEmpty || rows.contains(where: { cost.value($0) != nil }) else { return nil }
    var ends = [Double](repeating: 0, count: optimizers)
    var first = Double.infinity
    for row in rows {
      guard let value = cost.value(row) else { continue }
      ends[row.optimizer] = max(ends[row.optimizer], value)
      if value > 0 { first = min(first, value) }
    }
    var axis = Axis.costs(
      cost.label(of: task), ends: ends, first: first.isFinite ? first : 1, ticks: 5,
      isWhole: cost != .seconds && cost != .epoch)
    axis.isSmall = isSmall
    return axis
  }

  /// The texts, one a line; without such an axis that of the steps stands in for it.
  var definitions: String {
    CostAxis.allCases.map { cost in
      let own = axis(cost)
      let axis = own ?? self.axis(.step) ?? Axis(label: "step", range: 0...1)
      let column = own == nil ? CostAxis.step.rawValue : cost.rawValue
      let commands: [String] =
        [
          "x_column = \"\(column)\"", "x_unit = \(FigureNumber.exact(axis.unit))",
          "x_floor = \(axis.isLogarithmic ? "0" : "-1")",
          "x_zero = \(FigureNumber.bound(axis.range.lowerBound))",
        ] + axis.ends
        + axis.commands("x").split(separator: "\n").map { command in
          let command = String(command).replacing("'", with: "\"")
          // Between double quotes gnuplot takes it for the end of a line.
          return isSmall && command.hasPrefix("set xlabel \"")
            ? command.replacing(", ", with: ",\\n") : command
        }
      return "axis_\(cost.rawValue) = '\(commands.joined(separator: "; "))'"
    }.joined(separator: "\n")
  }
}
