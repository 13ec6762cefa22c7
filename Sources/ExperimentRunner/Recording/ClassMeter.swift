package import OptimizerLab

/// Sees which classes a network gives at the end of a trial.
package struct ClassMeter {
  private let examples: Examples
  private let heldOut: Examples?
  private let names: [String]

  /// More classes make no table that anybody reads.
  private static let mostClasses = 1000

  /// - Returns: `nil` where targets are no classes.
  package init?(_ examples: Examples, heldOut: Examples?) {
    guard let names = examples.classes, names.count <= Self.mostClasses else { return nil }
    self.examples = examples
    self.heldOut = heldOut
    self.names = names
  }

  package func result<Number: Scalar>(of learner: Learner<Number>) -> ClassResult? {
    guard let network = learner.network else { return nil }
    func given(_ features: [Float]) -> [Int] {
      network.predictedClasses(
        of: features, at: learner.optimization.parameters, buffers: learner.buffers)
    }
    func confusion(_ examples: Examples) -> ClassResult.Confusion {
      ClassResult.Confusion(
        right: examples.targets.map { Int($0) }, given: given(examples.features),
        classes: names.count)
    }
    return ClassResult(
      names: names, training: confusion(examples), heldOut: heldOut.map(confusion),
      map: map(given))
  }

  private func map(_ given: ([Float]) -> [Int]) -> ClassResult.Map? {
    guard examples.width == 2, names.count <= 256 else { return nil }
    let side = ClassResult.Map.side
    let ranges = [0, 1].map { feature in
      Self.range(
        stride(from: feature, to: examples.features.count, by: 2).map {
          Double(examples.features[$0])
        })
    }
    func place(_ index: Int, _ range: ClosedRange<Double>) -> Float {
      let share = Double(index) / Double(side - 1)
      return Float(range.lowerBound + share * (range.upperBound - range.lowerBound))
    }
    var grid: [Float] = []
    for row in 0..<side {
      for column in 0..<side { grid += [place(column, ranges[0]), place(row, ranges[1])] }
    }
    let shown = examples.first(ClassResult.Map.mostPoints)
    return ClassResult.Map(
      x: ranges[0], y: ranges[1], classes: given(grid).map { UInt8($0) },
      points: shown.features, pointClasses: shown.targets.map { UInt8($0) })
  }

  /// What the values span, and a tenth more on both sides.
  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let room = high > low ? 0.1 * (high - low) : 1
    return low - room...high + room
  }
}
