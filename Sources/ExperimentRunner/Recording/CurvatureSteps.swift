internal import OptimizerLab

/// At which recorded steps the curvature is measured: the first, the last, and between them as many
/// as there may be, an equal number of steps apart.
package struct CurvatureSteps: Sendable, Equatable {
  /// `nil` for no step at all.
  private let interval: Int?
  private let stepCount: Int

  /// - Parameter settings: of which `sharpness` is how many steps there may be; the first and the last
  ///   are measured even where it is 1.
  package init(_ settings: RecordSettings, stepCount: Int) {
    self.stepCount = stepCount
    // Parts between recorded steps, all but the first step's.
    let recorded = (stepCount + settings.every - 1) / settings.every
    let parts = max(settings.sharpness - 1, 1)
    interval =
      settings.sharpness > 0
      ? max((recorded + parts - 1) / parts, 1) * settings.every : nil
  }

  package func contain(_ step: Int) -> Bool {
    guard let interval else { return false }
    return step.isMultiple(of: interval) || step == stepCount
  }
}

extension [Quantity: Double] {
  mutating func add(_ curvature: Curvature?) {
    self[.sharpness] = curvature?.sharpness
    self[.preconditionedSharpness] = curvature?.preconditionedSharpness
    self[.criticalSharpness] = curvature?.criticalSharpness
  }
}
