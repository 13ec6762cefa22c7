package import ExperimentRunner
internal import OptimizerLab

/// What the cost of a training can be counted in, along the horizontal axis of its curves.
package enum CostAxis: String, Sendable, CaseIterable {
  case step, epoch, examples
  case gradientEvaluations = "gradient_evaluations"
  case seconds

  /// What stands in the panel beside it.
  package var other: CostAxis { self == .gradientEvaluations ? .step : .gradientEvaluations }

  /// What trials record of it.
  package var quantity: Quantity {
    switch self {
    case .step: .step
    case .epoch: .epoch
    case .examples: .examples
    case .gradientEvaluations: .gradientEvaluations
    case .seconds: .seconds
    }
  }

  /// Where a row stands; `nil` where there is no such thing: a surface has no epochs.
  package func value(_ row: SummaryRow) -> Double? {
    switch self {
    case .step: Double(row.step)
    case .epoch: row.epoch
    case .examples: row.examples.map(Double.init)
    case .gradientEvaluations: Double(row.gradientEvaluations)
    case .seconds: row.seconds
    }
  }

  /// A count of it in a sentence: `412 steps`, `7.8 ms`.
  package func words(_ value: Double) -> String {
    switch self {
    case .step: Self.count(value, "step")
    case .epoch: Self.count(value, "epoch")
    case .examples: Self.count(value, "example")
    case .gradientEvaluations: Self.count(value, "gradient evaluation")
    case .seconds: Wording.duration(value)
    }
  }

  private static func count(_ value: Double, _ noun: String) -> String {
    let text = value != value.rounded() ? NumberText.typeset(value) : Wording.count(value)
    return "\(text) \(noun)\(text == "1" ? "" : "s")"
  }

  /// What the axis says.
  package func label(of task: TaskTraits) -> String {
    switch self {
    case .gradientEvaluations where task.hasExamples: "gradient evaluations, one per example"
    case .gradientEvaluations: "gradient evaluations"
    default: rawValue
    }
  }
}
