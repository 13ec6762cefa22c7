internal import ExperimentRunner
internal import OptimizerLab

/// A column of `results.md` and `results.tex` beside the optimizer's name, in the order in which they
/// usually stand.
package enum ResultColumn: String, Sendable, CaseIterable {
  case rate = "lr"
  case rank
  /// What is ranked: the loss, or of a GAN the distance.
  case final = "ranked_loss_median"
  case lowest = "best_loss_median"
  /// The loss of the trials that finished.
  case loss = "final_loss_median"
  case meanLoss = "final_loss_mean"
  case accuracy = "accuracy_median"
  /// Of the part that is held out.
  case heldOutLoss = "test_loss_median"
  case heldOutAccuracy = "test_accuracy_median"
  case steps = "steps_to_target_median"
  case reached
  case deadUnits = "dead_units_median"
  case difference = "difference_median"
  case seeds
  case finished
  case diverged

  /// As `results.csv` calls it, and `differences.csv`.
  package var name: String { rawValue }

  /// What people's tables call it, without the measure and the target, which are a run's.
  private var heads: [String] {
    switch self {
    case .final: ["final loss, median", "final loss", "final_loss"]
    case .lowest: ["lowest loss, median", "lowest loss", "lowest_loss"]
    case .loss: ["loss of the last tenth, median", "loss of the last tenth"]
    case .meanLoss: ["final loss, mean"]
    case .accuracy: ["accuracy, median", "accuracy"]
    case .heldOutLoss: ["test loss, median", "test loss", "test_loss"]
    case .heldOutAccuracy: ["test accuracy, median", "test accuracy", "test_accuracy"]
    case .steps: ["steps to the target", "steps"]
    case .deadUnits: ["dead units"]
    case .difference: ["median difference from the lowest", "median difference", "difference"]
    case .rate, .rank, .reached, .seeds, .finished, .diverged: []
    }
  }

  /// - Parameter name: of the column, or a head of it; the comma of a head may be left out, as it parts
  ///   columns.
  package init?(named name: String) {
    func plain(_ text: String) -> String {
      text.lowercased().filter { !",_ ".contains($0) }
    }
    if let column = Self(rawValue: name) {
      self = column
      return
    }
    let wanted = plain(name)
    guard
      let column = Self.allCases.first(where: { column in
        ([column.name] + column.heads).contains(where: { plain($0) == wanted })
      })
    else { return nil }
    self = column
  }

  /// Those that a page is filled with, the weightiest first.
  static let byWeight: [ResultColumn] = [
    .final, .loss, .accuracy, .heldOutAccuracy, .heldOutLoss, .difference, .steps, .diverged, .rate,
    .lowest, .deadUnits,
  ]
}
