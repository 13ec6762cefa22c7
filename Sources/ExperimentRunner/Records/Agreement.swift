/// How far an external optimizer and the lab's own rule of the same name kept together, and how far the
/// problem let them: the rule was trained twice beside it, as it is and from a start that was moved by
/// next to nothing, its twin.
package struct Agreement: Sendable, Equatable {
  /// At a recorded step: how far the external one and the twin are from the lab's own rule, as the largest
  /// difference between parameters, over the largest parameter where that is above 1.
  package struct Row: Sendable, Equatable {
    package var step: Int
    package var distance: Double
    package var twin: Double

    package init(step: Int, distance: Double, twin: Double) {
      self.step = step
      self.distance = distance
      self.twin = twin
    }
  }

  package var rows: [Row] = []
  /// Steps that were taken beside each other.
  package var steps = 0
  /// The first step at which they were further apart than rounding explains.
  package var partedAt: Int?
  /// The first step at which the twin was so far away that nothing more can be said.
  package var amplifiedAt: Int?
  /// The largest distance while something could be said.
  package var largest = 0.0
  /// Whether the trial computed in single precision.
  package let isSingle: Bool

  package init(isSingle: Bool) { self.isSingle = isSingle }

  /// By how much the twin's start is moved.
  static func shift(isSingle: Bool) -> Double { isSingle ? 1e-6 : 1e-12 }

  /// A twin that is further away shows that the problem itself amplifies rounding.
  package static let limit = 1e-3

  /// How far apart two computations of one rule may be where the twin is so far.
  package func tolerance(twin: Double) -> Double {
    max(isSingle ? 1e-4 : 1e-9, 1000 * twin)
  }

  /// Takes note of a step; NaN is further than everything.
  package mutating func note(step: Int, distance: Double, twin: Double, isRecorded: Bool) {
    steps = step
    if isRecorded { rows.append(Row(step: step, distance: distance, twin: twin)) }
    guard partedAt == nil, amplifiedAt == nil else { return }
    if !(twin <= Self.limit) {
      amplifiedAt = step
    } else if !(distance <= tolerance(twin: twin)) {
      partedAt = step
    } else {
      largest = max(largest, distance)
    }
  }

  /// `equal for all 200 steps`, `equal up to step 140; from there the problem itself amplifies rounding`,
  /// `parts at step 12`
  package var verdict: String {
    if let partedAt { return "parts at step \(partedAt)" }
    if let amplifiedAt {
      return amplifiedAt == 1
        ? "cannot be told: the problem itself amplifies rounding from the first step on"
        : "equal up to step \(amplifiedAt - 1); from there the problem itself amplifies rounding"
    }
    return steps == 0 ? "no step was compared" : "equal for all \(steps) steps"
  }
}
