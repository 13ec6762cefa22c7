internal import ExperimentRunner
internal import Glibc

/// Numbers as gnuplot reads them.
enum FigureNumber {
  /// Four significant digits, for what only a picture needs.
  static func short(_ value: Double) -> String { PrintedNumber.general(value, digits: 4) }

  /// A whole number, all of its digits.
  static func whole(_ value: Double) -> String { String(Int(value.rounded())) }

  /// An end of an axis: ends may differ in the fourth digit only.
  static func bound(_ value: Double) -> String { PrintedNumber.general(value, digits: 9) }

  /// A part of the page, finer than a pixel.
  static func part(_ value: Double) -> String { PrintedNumber.fixed(value, decimals: 5) }

  /// The digits that read back to the same number, with a point: `1/2` must not be whole numbers.
  static func exact(_ value: Double) -> String { "\(value)" }

  /// The step between ticks that puts about `count` of them on `length`: 1, 2 or 5 times a power
  /// of ten.
  static func tickStep(for length: Double, count: Double) -> Double {
    let rough = length / count
    let power = pow(10, floor(log10(rough)))
    return power * ([1, 2, 5].first { $0 * power >= rough * 0.999 } ?? 10)
  }
}
