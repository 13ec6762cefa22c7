internal import OptimizerLab

/// Roughly how many seconds the trials of an experiment take on one core, told before any is trained.
///
/// A step has work of its own, whatever it is of, and then work for each parameter: some for the update,
/// and some for each example of the batch. Right to a factor of two or three, and the same wherever it is
/// asked, for it looks at the spec alone.
package struct TrialCost: Sendable {
  /// Parameters of all networks of each problem.
  private let parameters: [Double]

  /// To start a trial and to write its result down.
  private static let secondsPerTrial = 2e-3
  private static let secondsPerStep = 2e-6
  /// Where no network is trained, but a point moved.
  private static let secondsPerPoint = 3e-7
  /// For a parameter and an example: forth, back, and the gradient.
  private static let secondsPerProduct = 1e-10
  /// What the update of a parameter costs, in examples.
  private static let examplesPerUpdate = 6.0

  package init(_ experiment: Experiment) {
    parameters = experiment.problems.map { problem in
      let networks = (try? problem.task.shape().get()) ?? []
      return networks.reduce(0) { $0 + Double($1.parameterCount) }
    }
  }

  /// With their seconds; of equally long ones the earlier first.
  func longestFirst(_ trials: [Trial]) -> [(seconds: Double, trial: Trial)] {
    trials.map { (seconds(of: $0), $0) }
      .sorted { a, b in a.0 != b.0 ? a.0 > b.0 : a.1.index < b.1.index }
  }

  package func seconds(of trial: Trial) -> Double {
    let products =
      (Double(trial.settings.batchSize) + Self.examplesPerUpdate) * parameters[trial.problem]
    let step =
      products > 0
      ? Self.secondsPerStep + products * Self.secondsPerProduct : Self.secondsPerPoint
    return Self.secondsPerTrial + Double(trial.stepCount) * step
  }
}
