package import ExperimentRunner
internal import OptimizerLab

/// The losses of a problem whose reaching is told: fixed parts of the loss at the start, the same
/// whoever takes part, and the spec's own.
package struct Targets: Sendable, Equatable {
  package struct Target: Sendable, Equatable {
    /// The part of the start; `nil` for the spec's own.
    package var fraction: Double?
    package var value: Double
  }

  /// Of the loss at the start.
  package static let fractions = [0.5, 0.1, 0.01]
  /// The one that tables and captions tell where the spec has none. A GAN that halves its distance
  /// makes more than the mean of all pictures; a tenth is what the best come to.
  private static func told(of measure: Measure) -> Double { measure.isDistance ? 0.5 : 0.1 }
  private let toldFraction: Double

  /// The median over the seeds of the loss before the first step, of several problems that share their
  /// targets the lowest one; `nil` where it is not above 0.
  package let start: Double?
  /// From the easiest of the fixed ones to the hardest, then the spec's own.
  package let all: [Target]

  /// What trials begin with under each seed. Optimizers start from the same: one of them counts.
  package typealias Starts = [(seed: UInt64, loss: Double)]

  /// - Parameters:
  ///   - starts: of the problem, or of each of several that share their targets: parts of the lowest
  ///     start lie below all of them, so that no trial begins where it is to come.
  ///   - own: the spec's target.
  package init(starts: [Starts], own: Double?, of measure: Measure) {
    toldFraction = Self.told(of: measure)
    let start = starts.compactMap { starts in
      Summary.median(
        Array(Dictionary(starts.map { ($0.seed, $0.loss) }) { first, _ in first }.values))
    }.min().flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    self.start = start
    all =
      (start.map { start in
        Self.fractions.map { Target(fraction: $0, value: $0 * start) }
      } ?? []) + (own.map { [Target(fraction: nil, value: $0)] } ?? [])
  }

  /// The loss that tables and captions tell of: the spec's own, else a tenth of the start, or half of a
  /// GAN's distance.
  package var told: Double? {
    (all.first { $0.fraction == nil } ?? all.first { $0.fraction == toldFraction })?.value
  }
}
