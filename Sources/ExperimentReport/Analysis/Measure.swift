package import ExperimentRunner
internal import OptimizerLab

/// The number by which the optimizers of a problem are compared on one network: the loss over all
/// examples where there is such a thing, else that of the batch; on a surface, the value above the
/// minimum. Nothing else says which it is.
package struct Measure: Sendable {
  private let traits: TaskTraits
  private let network: Int

  /// A row of a trial's curves.
  struct Point {
    var row: Int
    var step: Int
    var value: Double
  }

  package init(_ traits: TaskTraits, network: Int) {
    self.traits = traits
    self.network = network
  }

  /// Whether a lower one is better, so that optimizers can be ranked by it.
  package var isRanked: Bool { traits.hasComparableLoss }

  /// Whether it is taken on the batch alone.
  private var isOfBatch: Bool { !isRanked }

  /// Whether another seed could give another value: on a surface nothing is drawn.
  package var isRandom: Bool { traits.hasExamples }

  /// Its value in a row of a trial's curves; `nil` in rows of other networks.
  func value(_ curves: Records<CurveTable>, _ row: Int) -> Double? {
    guard curves[row, .network] == Double(network) else { return nil }
    return (curves[row, .evalLoss] ?? curves[row, .loss]).map { $0 - (traits.referenceLoss ?? 0) }
  }

  /// All values of a trial, in the order of the steps.
  func curve(of result: TrialResult) -> [Point] {
    let curves = result.curves
    return (0..<curves.count).compactMap { row in
      value(curves, row).map { Point(row: row, step: Int(curves[row, .step] ?? 0), value: $0) }
    }
  }

  /// What a trial ended with. A single batch says little: there, it is the mean over the last tenth of
  /// the recorded rows.
  package func final(of result: TrialResult) -> Double? {
    let curves = result.curves
    let last = (0..<curves.count).reversed().lazy.compactMap { value(curves, $0) }
    guard isOfBatch else { return last.first }
    let count = (0..<curves.count).count { value(curves, $0) != nil }
    guard count > 0 else { return nil }
    let tail = last.prefix((count + 9) / 10)
    return tail.reduce(0, +) / Double(tail.count)
  }

  /// The lowest value of a trial at a recorded step.
  func lowest(of result: TrialResult) -> Double? { curve(of: result).map(\.value).min() }
}

extension RunOverview.Problem {
  /// The network whose numbers decide between optimizers; `nil` where none does.
  var rankedNetwork: Int? {
    let network = traits.comparedNetwork
    return Measure(traits, network: network).isRanked ? network : nil
  }
}
