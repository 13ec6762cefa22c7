package import ExperimentRunner
internal import OptimizerLab

extension RunOverview {
  /// What a classification's figures need besides its curves.
  package struct Classes: Sendable {
    /// In their order.
    package var names: [String]
    /// Whether the confusion is that of the part that is held out.
    package var isHeldOut: Bool
    /// Which classes are given over the plane; empty unless examples have two features.
    package var maps: [PlacedMap]
    /// Examples that are shown on it, of the first trial that has a map.
    package var points: ClassResult.Map?

    package init(
      names: [String], isHeldOut: Bool, maps: [PlacedMap] = [], points: ClassResult.Map? = nil
    ) {
      self.names = names
      self.isHeldOut = isHeldOut
      self.maps = maps
      self.points = points
    }
  }

  /// Where the map of one optimizer lies in `boundaries.u8`.
  package struct PlacedMap: Sendable {
    package var optimizer: Int
    package var seed: UInt64
    /// First byte of the map in the file; bytes go row by row from the lowest y, each a class.
    package var offset: Int
    package var x: ClosedRange<Double>
    package var y: ClosedRange<Double>

    package init(
      optimizer: Int, seed: UInt64, offset: Int, x: ClosedRange<Double>, y: ClosedRange<Double>
    ) {
      self.optimizer = optimizer
      self.seed = seed
      self.offset = offset
      self.x = x
      self.y = y
    }
  }
}

/// A row of `confusion.csv`: how many examples of a class are given a class at the end, over all seeds
/// that finished.
package struct ConfusionRow: Sendable, Equatable {
  /// Places in the spec's lists.
  package var problem: Int
  package var optimizer: Int
  package var isHeldOut: Bool
  /// Places among the classes: what is right, and what is given.
  package var right: Int
  package var given: Int
  package var count: Int
  /// Of all examples of the class.
  package var share: Double
}

extension RunOverview {
  /// The rows of `confusion.csv`: of each optimizer what is learned from, then what is held out.
  package var confusionRows: [ConfusionRow] {
    problems.indices.flatMap { problem in
      optimizers.indices.flatMap { optimizer in
        [false, true].flatMap { confusion(problem: problem, optimizer: optimizer, isHeldOut: $0) }
      }
    }
  }

  /// Empty where no trial has any.
  package func confusion(problem: Int, optimizer: Int, isHeldOut: Bool) -> [ConfusionRow] {
    guard let classes = problems[problem].classes?.names.count else { return [] }
    let all = runs(problem: problem, optimizer: optimizer).filter(\.isFinished).compactMap { run in
      isHeldOut ? run.result?.classes?.heldOut : run.result?.classes?.training
    }.filter { $0.counts.count == classes * classes }
    guard !all.isEmpty else { return [] }
    return (0..<classes).flatMap { right -> [ConfusionRow] in
      let counts = (0..<classes).map { given in
        all.reduce(0) { $0 + $1.counts[right * classes + given] }
      }
      let total = counts.reduce(0, +)
      return counts.enumerated().map { given, count in
        ConfusionRow(
          problem: problem, optimizer: optimizer, isHeldOut: isHeldOut, right: right, given: given,
          count: count, share: total > 0 ? Double(count) / Double(total) : 0)
      }
    }
  }
}
