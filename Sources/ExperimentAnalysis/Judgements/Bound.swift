package import ExperimentRunner
internal import OptimizerLab

extension Judge.Bound {
  /// Whether a value is what it is said to be.
  package func holds(for value: Double) -> Bool {
    switch self {
    case .above(let bound): value > bound
    case .below(let bound): value < bound
    case .atLeast(let bound): value >= bound
    case .atMost(let bound): value <= bound
    case .between(let low, let high): value >= low && value <= high
    }
  }

  /// Whether every value of an interval is what it is said to be, or none is; `nil` where some are.
  package func holds(for interval: Interval) -> Bool? {
    let ends = [interval.low, interval.high]
    if ends.allSatisfy({ holds(for: $0) }) { return true }
    return switch self {
    case .above, .below, .atLeast, .atMost: ends.contains { holds(for: $0) } ? nil : false
    case .between(let low, let high):
      interval.high < low || interval.low > high ? false : nil
    }
  }

  /// `above 0`, `at least 0.5`.
  package var words: String {
    switch self {
    case .above(let bound): "above \(NumberText.typeset(bound))"
    case .below(let bound): "below \(NumberText.typeset(bound))"
    case .atLeast(let bound): "at least \(NumberText.typeset(bound))"
    case .atMost(let bound): "at most \(NumberText.typeset(bound))"
    case .between(let low, let high):
      "between \(NumberText.typeset(low)) and \(NumberText.typeset(high))"
    }
  }
}
