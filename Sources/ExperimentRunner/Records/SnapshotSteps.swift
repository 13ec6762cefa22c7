internal import OptimizerLab

/// The steps at which a trial is looked at more closely than at every recorded one.
package struct SnapshotSteps: Sendable, Equatable {
  /// When a generator's pictures are made: from the start to the end, an equal number of steps apart.
  package let pictures: Set<Int>
  /// At which recorded steps its pictures are held against the real ones: the first, the last, and so
  /// many evenly between them that there are no more than `measures`.
  package let measured: Set<Int>
  /// When weights and activations are counted: at the start, half-way and at the end.
  package let histograms: Set<Int>
  /// When gradients are: the start's is that of the first update.
  package let gradients: Set<Int>

  /// So many times are the numbers of one kind counted at most.
  package static let histogramsOfNetwork = 3
  /// So many parts does the training of a generator have, with a sample grid of pictures at each end.
  package static let parts = 24

  /// So often are a generator's pictures measured at most.
  package static let measures = 24

  /// All but `measured`, in order.
  private let moments: [Int]

  package init(_ recorded: RecordedSteps, hasPictures: Bool) {
    let stepCount = recorded.stepCount
    pictures =
      hasPictures ? Set((0...Self.parts).map { stepCount * $0 / Self.parts }) : []
    measured = hasPictures ? Set(Self.measured(recorded)) : []
    histograms = [0, stepCount / 2, stepCount]
    gradients = [1, max(stepCount / 2, 1), stepCount]
    moments = pictures.union(histograms).union(gradients).sorted()
  }

  private static func measured(_ recorded: RecordedSteps) -> [Int] {
    guard let interval = recorded.interval else { return recorded.spread(over: measures) }
    // The last recorded step, counted from the first.
    let last = (recorded.stepCount + interval - 1) / interval
    let parts = min(measures - 1, max(last, 1))
    return (0...parts).map {
      min((last * $0 + parts / 2) / parts * interval, recorded.stepCount)
    }
  }

  package func contains(_ step: Int) -> Bool { moments.contains(step) }

  /// The first moment after that step.
  package func next(after step: Int) -> Int? { moments.first { $0 > step } }
}
