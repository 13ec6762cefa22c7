internal import OptimizerLab

/// At which recorded steps the curvature is measured: the first, the last, and between them as many
/// as there may be, an equal number of steps apart, or as nearly as recorded ones are.
package struct CurvatureSteps: Sendable, Equatable {
  private let steps: Set<Int>

  /// - Parameter settings: of which `sharpness` is how many steps there may be; the first and the last
  ///   are measured even where it is 1.
  package init(_ settings: RecordSettings, stepCount: Int) {
    guard settings.sharpness > 0 else {
      steps = []
      return
    }
    let recorded = settings.recordedSteps(of: stepCount)
    guard let every = recorded.interval else {
      steps = Set(recorded.spread(over: settings.sharpness))
      return
    }
    // Parts between recorded steps, all but the first step's.
    let last = (stepCount + every - 1) / every
    let parts = max(settings.sharpness - 1, 1)
    let interval = max((last + parts - 1) / parts, 1) * every
    steps = Set(stride(from: 0, to: stepCount, by: interval)).union([stepCount])
  }

  package func contain(_ step: Int) -> Bool { steps.contains(step) }
}

extension RecordRow<CurveTable> {
  mutating func add(_ evaluation: Evaluation) {
    self[.evalLoss] = evaluation.loss
    self[.accuracy] = evaluation.accuracy
    // Of what is not learned from, a number that is none ends no trial.
    self[.testLoss] = evaluation.heldOutLoss.flatMap { $0.isFinite ? $0 : nil }
    self[.testAccuracy] = evaluation.heldOutAccuracy
  }

  mutating func add(_ curvature: Curvature?) {
    guard let curvature else { return }
    self[.sharpness] = curvature.sharpness
    self[.preconditionedSharpness] = curvature.preconditionedSharpness
    self[.criticalSharpness] = curvature.criticalSharpness
  }
}
