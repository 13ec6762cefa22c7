/// A point that walks down a surface.
public struct SurfaceTraining<Number: Scalar>: Training {
  private var objective: SurfaceObjective<Number>
  public private(set) var learners: [Learner<Number>]
  public private(set) var progress = Progress()
  private var stopping: StoppingWatch?

  public init(
    _ surface: any Surface.Type, start: Surface.Point, optimizer: any Optimizer,
    learningRate: Double, plan: StepPlan = StepPlan(), stopping: EarlyStopping? = nil
  ) {
    objective = SurfaceObjective(surface)
    learners = [
      Learner(
        name: "model", network: nil,
        settings: LearnerSettings(optimizer: optimizer, learningRate: learningRate, plan: plan),
        // Rounded to Float first, as all data are.
        initial: [Number(Float(start.x)), Number(Float(start.y))])
    ]
    self.stopping = stopping.map { StoppingWatch($0) }
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func step(keepsGradient: Bool) {
    let before = objective.gradientEvaluations
    learners[0].step(down: &objective, keepsGradient: keepsGradient)
    progress.step += 1
    progress.gradientEvaluations += objective.gradientEvaluations - before
    if learners[0].hasSchedule || stopping != nil { followUp() }
  }

  /// What comes after a step, each of which stands for an epoch.
  private mutating func followUp() {
    let value = evaluationLoss()
    learners[0].finishStep(epochs: 1, loss: value)
    guard let monitor = stopping?.rule.monitor else { return }
    stopping?.look(at: monitor == .evalLoss ? value ?? .nan : learners[0].loss)
  }

  public var stopReason: String? {
    stopping.flatMap { $0.isOver ? $0.reason(unit: "step") : nil }
  }

  public func mayStop(after step: Int) -> Bool { stopping != nil }

  /// The value where the point stands.
  public func evaluationLoss(_ visit: (Workspace<Number>, _ rows: Int) -> Void) -> Double? {
    let point = learners[0].optimization.parameters
    return objective.surface.value(x: Double(point[0]), y: Double(point[1]))
  }

  public var landscape: (any Landscape)? { SurfaceObjective<Double>(objective.surface) }

  public var state: TrainingState<Number> {
    TrainingState(learners, progress, stopping: stopping)
  }

  public mutating func restore(_ state: TrainingState<Number>) -> Bool {
    guard state.fits(self.state), learners[0].fits(planState: state.learners[0].plan),
      stopping?.restore(state.stopping[...]) ?? true
    else { return false }
    learners[0].restore(state.learners[0])
    progress = state.progress
    return true
  }
}
