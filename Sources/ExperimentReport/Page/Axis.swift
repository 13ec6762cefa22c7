internal import Glibc
internal import OptimizerLab

/// One axis of a panel: what it says, where it begins and ends, and whether in equal factors.
struct Axis: Equatable {
  var label: String
  var range: ClosedRange<Double>
  var isLogarithmic = false
  /// What one unit on the axis stands for: 1000 where the label says thousands.
  var unit = 1.0
  /// The distance of ticks on a linear axis, in the axis' own unit; gnuplot's choice without it.
  var tickStep: Double?
  /// Ticks without numbers, where a neighbour has them.
  var hidesNumbers = false
  /// Where an axis of equal factors begins that has a place for 0, too: that is its range's lower end.
  var start: Double?
  /// Whether the panel is so small that the numbers of two places beside each other would touch.
  var isSmall = false

  /// An axis of counts, from 0 to the largest end; logarithmic where some optimizer ends thirty
  /// times further than another, whose curve would be a speck otherwise.
  static func counts(_ label: String, ends: [Int], first: Int, ticks: Double) -> Axis {
    costs(
      label, ends: ends.map(Double.init), first: Double(max(first, 1)), ticks: ticks, isWhole: true)
  }

  /// The same of whole or other numbers, such as seconds.
  static func costs(
    _ label: String, ends: [Double], first: Double, ticks: Double, isWhole: Bool
  ) -> Axis {
    let positive = ends.filter { $0 > 0 }
    let end = positive.max() ?? 1
    if end / (positive.min() ?? 1) > 30 {
      // Left of the first value, by a fifteenth of the width, is the place of 0.
      let start = min(first, end / 30)
      return Axis(
        label: label, range: (start / pow(end / start, 1.0 / 15))...end, isLogarithmic: true,
        start: start)
    }
    let (unit, word): (Double, String) =
      end >= 2e7 ? (1e6, ", millions") : end >= 2e4 ? (1e3, ", thousands") : (1, "")
    return Axis(
      label: label + word, range: 0...(end / unit), unit: unit,
      tickStep: max(
        FigureNumber.tickStep(for: end / unit, count: ticks), unit == 1 && isWhole ? 1 : 0))
  }

  /// The commands that tell a script both ends of a horizontal axis, and its kind.
  var ends: [String] {
    [
      "x_low = \(FigureNumber.bound(range.lowerBound))",
      "x_high = \(FigureNumber.bound(range.upperBound))",
      "x_powers = \(isLogarithmic ? 1 : 0)",
    ]
  }

  /// Over many powers of ten gnuplot's minor ticks are a black bar.
  private var hidesMinorTicks: Bool {
    isLogarithmic && log10(range.upperBound / range.lowerBound) > 6
  }

  /// Of an axis of equal factors that holds fewer than two powers of ten, the ones, twos and fives of
  /// each, or all multiples: gnuplot would number one tick or none.
  private var finerTicks: [Double]? {
    guard isLogarithmic, start == nil, range.lowerBound > 0 else { return nil }
    let powers = (Int(floor(log10(range.lowerBound)))...Int(ceil(log10(range.upperBound))))
      .map { pow(10, Double($0)) }
    guard powers.count(where: range.contains) < 2 else { return nil }
    let choices: [[Double]] = [[1, 2, 5], Array(stride(from: 1, through: 9, by: 1))]
    let ticks = choices.map { factors in
      powers.flatMap { power in factors.map { $0 * power } }.filter(range.contains)
    }
    return ticks.first { $0.count >= 2 }
  }

  /// The first power of ten with a number: in a small panel not one that is beside the place of 0.
  private func firstPower(from start: Double) -> Double {
    let power = pow(10, ceil(log10(start * 0.999)))
    let width = log10(range.upperBound / range.lowerBound)
    return isSmall && log10(power / range.lowerBound) < 0.14 * width ? power * 10 : power
  }

  /// The commands for `x` or `y`.
  func commands(_ axis: String) -> String {
    let low = FigureNumber.bound(range.lowerBound)
    let high = FigureNumber.bound(range.upperBound)
    let finerTicks = finerTicks
    let format = hidesNumbers ? "''" : isLogarithmic && finerTicks == nil ? "powers" : "'%g'"
    let step = isLogarithmic ? nil : tickStep
    let zero = FigureText.source(hidesNumbers ? "" : "0")
    let finer = finerTicks.map { ticks in
      "(\(ticks.map(FigureNumber.short).joined(separator: ", ")))"
    }
    let ticks = start.map {
      // The little ticks of a power of ten that is not there would be wrong.
      "\(FigureNumber.exact(firstPower(from: $0))), 10\nset \(axis)tics add (\(zero) \(low))"
    }
    return """
      set \(axis)label \(FigureText.source(label)) noenhanced
      unset logscale \(axis)
      set \(axis)range [\(low):\(high)]\(isLogarithmic ? "\nset logscale \(axis)" : "")
      set format \(axis) \(format)
      set m\(axis)tics \(hidesMinorTicks ? "1" : "default")
      set \(axis)tics nomirror \(ticks ?? finer ?? step.map { FigureNumber.short($0) } ?? "autofreq")
      """
  }
}
