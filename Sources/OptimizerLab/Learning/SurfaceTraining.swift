/// A point that walks down a surface.
public struct SurfaceTraining<Number: Scalar>: Training {
  private var objective: SurfaceObjective<Number>
  public private(set) var learners: [Learner<Number>]
  public private(set) var progress = Progress()

  public init(
    _ surface: any Surface.Type, start: Surface.Point, optimizer: any Optimizer,
    learningRate: Double
  ) {
    objective = SurfaceObjective(surface)
    learners = [
      Learner(
        name: "model", network: nil, optimizer: optimizer, learningRate: learningRate,
        // Rounded to Float first, as all data are.
        initial: [Number(Float(start.x)), Number(Float(start.y))])
    ]
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func step(keepsGradient: Bool) {
    let before = objective.gradientEvaluations
    learners[0].step(down: &objective, keepsGradient: keepsGradient)
    progress.step += 1
    progress.gradientEvaluations += objective.gradientEvaluations - before
  }

  /// The value where the point stands.
  public func evaluate(_ visit: (Workspace<Number>, _ rows: Int) -> Void) -> Evaluation {
    let point = learners[0].optimization.parameters
    return Evaluation(loss: objective.surface.value(x: Double(point[0]), y: Double(point[1])))
  }

  public var landscape: (any Landscape)? { SurfaceObjective<Double>(objective.surface) }

  public var state: TrainingState<Number> { TrainingState(learners, progress) }

  public mutating func restore(_ state: TrainingState<Number>) -> Bool {
    guard state.fits(self.state) else { return false }
    learners[0].restore(state.learners[0])
    progress = state.progress
    return true
  }
}
