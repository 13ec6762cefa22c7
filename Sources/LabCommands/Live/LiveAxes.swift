internal import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// The ranges of a drawing. They are computed here because gnuplot gives up where it would have to
/// find a range among values that are all undefined.
package struct LiveAxes: Equatable {
  package let steps: ClosedRange<Double>
  /// Of the losses, or of what else is drawn.
  package let values: ClosedRange<Double>
  /// Whether the values span more than two decades, none of them negative.
  package let isLogarithmic: Bool

  /// Between two numbers on the axis of steps, of which there are two to five: a narrow panel has room
  /// for no more.
  var tickDistance: Double {
    let length = steps.upperBound
    let power = pow(10, (log10(length)).rounded(.down))
    return power * (length < 2 * power ? 0.5 : length < 5 * power ? 1 : 2)
  }

  /// Nil where no curve of that network has two points yet.
  ///
  /// Losses beyond a hundred times the greatest start are cut off, so that one trial that diverges
  /// does not flatten all others.
  package init?(of curves: [LiveCurve], network: Int = 0) {
    let curves = curves.filter { $0.networkCount > network }
    self.init(curves.map { $0.losses(ofNetwork: network) }, until: curves.compactMap(\.steps.last))
  }

  /// Those of the distances of generators' pictures; nil where no trial has two of them yet.
  package init?(ofDistances curves: [LiveCurve]) {
    self.init(
      curves.map { $0.distances.map(\.frechet) },
      until: curves.filter { !$0.distances.isEmpty }.compactMap(\.steps.last))
  }

  private init?(_ series: [[Double]], until lastSteps: [Double]) {
    guard series.contains(where: { $0.count > 1 }),
      let start = series.compactMap(\.first).max(),
      let lowest = series.joined().min(),
      let highest = series.joined().max(),
      let lastStep = lastSteps.max()
    else { return nil }

    steps = 0...max(lastStep, 1)
    let top = start > 0 ? min(highest, start * 100) : highest
    let lowestPositive = series.joined().filter { $0 > 1e-300 }.min() ?? top
    isLogarithmic = lowest >= 0 && top > lowestPositive * 100
    if isLogarithmic {
      values = lowestPositive / 1.5...top * 1.5
    } else {
      let margin = max((top - lowest) * 0.05, top.magnitude * 1e-3, 1e-12)
      values = lowest - margin...top + margin
    }
  }
}
