/// A point that walks down a function of its coordinates.
public struct PointTraining<Ground: PointObjective>: Training {
  public typealias Number = Ground.Number

  private var ground: Ground
  public private(set) var learners: [Learner<Number>]
  public private(set) var progress = Progress()
  private var stopping: StoppingWatch?

  /// - Parameter start: as many coordinates as the ground has.
  public init(
    _ ground: Ground, start: [Double], optimizer: any Optimizer, learningRate: Double,
    plan: StepPlan = StepPlan(), stopping: EarlyStopping? = nil
  ) {
    self.ground = ground
    learners = [
      Learner(
        name: "model", network: nil,
        settings: LearnerSettings(optimizer: optimizer, learningRate: learningRate, plan: plan),
        // Rounded to Float first, as all data are.
        initial: Numbers(start.map { Number(Float($0)) }))
    ]
    self.stopping = stopping.map { StoppingWatch($0) }
  }

  @specialized(where Ground == SurfaceObjective<Float>)
  @specialized(where Ground == SurfaceObjective<Double>)
  @specialized(where Ground == BowlObjective<Float>)
  @specialized(where Ground == BowlObjective<Double>)
  @specialized(where Ground == SaddleObjective<Float>)
  @specialized(where Ground == SaddleObjective<Double>)
  public mutating func step(keepsGradient: Bool) {
    let before = ground.gradientEvaluations
    learners[0].step(down: &ground, keepsGradient: keepsGradient)
    progress.step += 1
    progress.gradientEvaluations += ground.gradientEvaluations - before
    if learners[0].hasSchedule || stopping != nil { followUp() }
  }

  /// What comes after a step, each of which stands for an epoch.
  private mutating func followUp() {
    let evaluation = evaluate { _, _ in }
    learners[0].finishStep(epochs: 1, evaluation: evaluation)
    guard let monitor = stopping?.rule.monitor else { return }
    stopping?.look(at: evaluation.value(of: monitor) ?? learners[0].loss)
  }

  public var stopReason: String? {
    stopping.flatMap { $0.isOver ? $0.reason(unit: "step") : nil }
  }

  public func mayStop(after step: Int) -> Bool { stopping != nil }

  /// How high the point stands.
  public mutating func evaluate(
    _ visit: (Workspace<Number>, _ rows: Int) -> Void
  ) -> Evaluation {
    Evaluation(loss: ground.height(at: learners[0].optimization.parameters.span))
  }

  public var landscape: (any Landscape)? { ground.landscape }

  public var state: TrainingState<Number> {
    TrainingState(
      learners, progress,
      draws: ground.noise.map { .init(generator: $0.generator, batches: nil) }, stopping: stopping)
  }

  public mutating func restore(_ state: TrainingState<Number>) -> Bool {
    guard state.fits(self.state), learners[0].fits(planState: state.learners[0].plan),
      stopping?.restore(state.stopping[...]) ?? true
    else { return false }
    learners[0].restore(state.learners[0])
    progress = state.progress
    if let draws = state.draws { ground.noise?.generator = draws.generator }
    return true
  }
}

/// A point that walks down a surface.
public typealias SurfaceTraining<Number: Scalar> = PointTraining<SurfaceObjective<Number>>

extension PointTraining {
  public init<N: Scalar>(
    _ surface: any Surface.Type, start: Surface.Point, optimizer: any Optimizer,
    learningRate: Double, plan: StepPlan = StepPlan(), stopping: EarlyStopping? = nil
  ) where Ground == SurfaceObjective<N> {
    self.init(
      SurfaceObjective(surface), start: [start.x, start.y], optimizer: optimizer,
      learningRate: learningRate, plan: plan, stopping: stopping)
  }
}
