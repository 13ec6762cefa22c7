package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// A recorded number that a goal may speak of.
package enum GoalColumn: Sendable, Equatable {
  /// Of a trial as a whole.
  case trial(OfTrial)
  /// Of a network at a recorded step.
  case curve(Quantity)
  /// Of a layer at a recorded step, where a goal names one.
  case layer(Quantity)
  /// Of a point on a surface at a recorded step.
  case path(Quantity)

  package enum OfTrial: String, CaseIterable, Sendable {
    case status, steps
    case divergedAt = "diverged_at"
    case stoppedAt = "stopped_at"
    case bestEvalLoss = "best_eval_loss"
  }

  /// - Parameter ofLayer: whether the goal names a layer.
  package init?(_ name: String, ofLayer: Bool) {
    if let column = OfTrial(rawValue: name), !ofLayer {
      self = .trial(column)
      return
    }
    guard let quantity = Quantity(rawValue: name) else { return nil }
    if ofLayer {
      guard LayerTable.layout.place(of: quantity) != nil else { return nil }
      self = .layer(quantity)
    } else if PathTable.layout.place(of: quantity) != nil, quantity != .step {
      self = .path(quantity)
    } else if CurveTable.layout.place(of: quantity) != nil {
      self = .curve(quantity)
    } else {
      return nil
    }
  }

  /// What goals may name: all that is the same on every machine. Keys are no results, and clocks differ.
  package static let names: [String] =
    OfTrial.allCases.map(\.rawValue)
    + Quantity.allCases.filter { ![.key, .clock, .derived].contains($0.role) }.map(\.rawValue)

  /// Those of layers.
  package static let layerNames: [String] = LayerTable.shown.map(\.rawValue)
}
