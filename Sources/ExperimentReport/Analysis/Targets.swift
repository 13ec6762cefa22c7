internal import ExperimentRunner
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
  private static func told(of measure: Measure) -> Double { measure.quantity == nil ? 0.1 : 0.5 }
  private let toldFraction: Double

  /// The median over the seeds of the loss before the first step; `nil` where it is not above 0.
  package let start: Double?
  /// From the easiest of the fixed ones to the hardest, then the spec's own.
  package let all: [Target]

  /// - Parameters:
  ///   - starts: of each trial, its seed and the loss before its first step. Optimizers start from the
  ///     same under a seed: one of each counts.
  ///   - own: the spec's target.
  init(starts: [(seed: UInt64, loss: Double)], own: Double?, of measure: Measure) {
    toldFraction = Self.told(of: measure)
    let bySeed = Dictionary(starts.map { ($0.seed, $0.loss) }) { first, _ in first }
    let start = Summary.median(Array(bySeed.values)).flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    self.start = start
    all =
      (start.map { start in
        Self.fractions.map { Target(fraction: $0, value: $0 * start) }
      } ?? []) + (own.map { [Target(fraction: nil, value: $0)] } ?? [])
  }

  /// The loss that tables and captions tell of: the spec's own, else a tenth of the start, or half of a
  /// GAN's distance.
  var told: Double? {
    (all.first { $0.fraction == nil } ?? all.first { $0.fraction == toldFraction })?.value
  }
}
