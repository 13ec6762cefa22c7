internal import OptimizerLab

/// The number by which the optimizers of a problem are compared on one network: what the task names as
/// its measure (a GAN's Fréchet distance, of its generator; the loss over a held-out part); else the loss over all examples where
/// there is such a thing; on a surface, the value above the minimum. Nothing else says which it is.
package struct Measure: Sendable {
  private let traits: TaskTraits
  private let network: Int
  /// What is taken in place of the loss.
  package let quantity: Quantity?

  /// A row of a trial's curves.
  package struct Point {
    package var row: Int
    package var step: Int
    package var value: Double
  }

  package init(_ traits: TaskTraits, network: Int) {
    self.traits = traits
    self.network = network
    quantity = network == traits.comparedNetwork ? traits.measure : nil
  }

  private init(ofLoss traits: TaskTraits, _ network: Int) {
    self.traits = traits
    self.network = network
    quantity = nil
  }

  /// The loss of that network, whatever the optimizers are compared by.
  package static func loss(_ traits: TaskTraits, network: Int) -> Measure {
    Measure(ofLoss: traits, network)
  }

  /// Whether a lower one is better, so that optimizers can be ranked by it.
  package var isRanked: Bool { quantity != nil || traits.hasComparableLoss }

  /// Whether it is taken on the batch alone.
  private var isOfBatch: Bool { !isRanked }

  /// Whether another seed could give another value: on a surface without noise nothing is drawn.
  package var isRandom: Bool { traits.isRandom }

  /// What it is called in sentences: `loss`, `distance`, `Fréchet distance`.
  package var noun: String {
    quantity.map { Self.noun(of: $0) } ?? (traits.isDistance ? "distance" : "loss")
  }

  /// The same of a quantity that is taken in place of the loss.
  package static func noun(of quantity: Quantity) -> String {
    quantity == .testLoss ? "loss over the held-out part" : "Fréchet distance"
  }

  /// Whether it is how far a generator's pictures are from the real ones.
  package var isDistance: Bool { quantity == .frechet }

  /// Its value in a row of a trial's curves; `nil` in rows of other networks, and where it was not
  /// measured.
  package func value(_ curves: Records<CurveTable>, _ row: Int) -> Double? {
    guard curves[row, .network] == Double(network) else { return nil }
    if let quantity { return curves[row, quantity] }
    return (curves[row, .evalLoss] ?? curves[row, .loss]).map { $0 - (traits.referenceLoss ?? 0) }
  }

  /// All values of a trial, in the order of the steps.
  package func curve(of result: TrialResult) -> [Point] {
    let curves = result.curves
    return (0..<curves.count).compactMap { row in
      value(curves, row).map { Point(row: row, step: Int(curves[row, .step] ?? 0), value: $0) }
    }
  }

  /// What a trial began with, before its first step; `nil` where that was not recorded.
  package func start(of result: TrialResult) -> Double? {
    let curves = result.curves
    let first = (0..<curves.count).lazy.compactMap { row in value(curves, row).map { (row, $0) } }
      .first
    return first.flatMap { row, value in curves[row, .step] == 0 ? value : nil }
  }

  /// What a trial ended with. A single batch says little: there, it is the mean over the last tenth of
  /// the recorded rows, those that are closer together at the start counted as if they were not.
  package func final(of result: TrialResult) -> Double? {
    let curves = result.curves
    guard isOfBatch else {
      return (0..<curves.count).reversed().lazy.compactMap { value(curves, $0) }.first
    }
    let points = curve(of: result)
    let even = EvenSteps.places(points.map(\.step))
    guard !even.isEmpty else { return nil }
    let tail = even.reversed().prefix((even.count + 9) / 10)
    return tail.reduce(0) { $0 + points[$1].value } / Double(tail.count)
  }

  /// The lowest value of a trial at a recorded step.
  package func lowest(of result: TrialResult) -> Double? { curve(of: result).map(\.value).min() }
}

extension TaskTraits {
  /// The same without a measure, where a trial that finished has none of it: it was off, or a version of
  /// the program that did not know of it trained the trial. Part of the trials cannot be ranked by it.
  package func measured(in finished: some Sequence<TrialResult>) -> TaskTraits {
    guard let measure else { return self }
    var traits = self
    let isEverywhere = finished.allSatisfy {
      $0.final(measure, ofNetwork: comparedNetwork) != nil
    }
    if !isEverywhere { traits.measure = nil }
    return traits
  }
}
