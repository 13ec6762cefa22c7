/// All of a trial in progress that its settings do not say: what a checkpoint has to hold.
///
/// A trial that is made anew from the same settings and takes up this state goes on, bit for bit,
/// as if it had never stopped. The last gradient is left out: the next step overwrites it before
/// anybody reads it.
public struct TrainingState<Number: Scalar>: Sendable {
  public var learners: [LearnerState<Number>]
  public var progress: Progress
  /// `nil` where nothing is drawn.
  public var draws: Draws?
  /// Of the rule by which it may end early; empty without one.
  public var stopping: [Double] = []

  /// Where the random draws stand.
  public struct Draws: Sendable {
    public var generator: MersenneTwister
    /// `nil` where there are no examples.
    public var batches: BatchOrder?

    public init(generator: MersenneTwister, batches: BatchOrder?) {
      self.generator = generator
      self.batches = batches
    }
  }

  public init(learners: [LearnerState<Number>], progress: Progress, draws: Draws?) {
    self.learners = learners
    self.progress = progress
    self.draws = draws
  }

  init(
    _ learners: [Learner<Number>], _ progress: Progress, draws: Draws? = nil,
    stopping: StoppingWatch? = nil
  ) {
    self.init(learners: learners.map(\.state), progress: progress, draws: draws)
    self.stopping = stopping?.numbers ?? []
  }

  /// Whether a trial that now stands at `other` can take up this state: the same learners from the
  /// same initial parameters, and batches of the same kind.
  func fits(_ other: TrainingState) -> Bool {
    guard learners.count == other.learners.count,
      zip(learners, other.learners).allSatisfy({ $0.fits($1) }),
      progress.step >= 0, progress.gradientEvaluations >= 0,
      (progress.examples == nil) == (other.progress.examples == nil),
      stopping.count == other.stopping.count
    else { return false }
    guard let draws, let others = other.draws else {
      return draws == nil && other.draws == nil
    }
    guard let batches = draws.batches, let other = others.batches else {
      return draws.batches == nil && others.batches == nil
    }
    return batches.isLike(other)
  }
}

/// What changes in a learner while it learns, and what it started from.
public struct LearnerState<Number: Scalar>: Sendable {
  public var name: String
  public var initial: Numbers<Number>
  public var parameters: Numbers<Number>
  public var memory: Memory<Number>
  public var buffers: BufferValues<Number>
  public var loss: Double
  public var realScore: Double
  public var fakeScore: Double
  public var saturation: Double
  /// What its schedule and its clipping remember; empty where there is nothing.
  public var plan: [Double]

  public init(
    name: String, initial: Numbers<Number>, parameters: Numbers<Number>, memory: Memory<Number>,
    buffers: BufferValues<Number>, loss: Double,
    realScore: Double, fakeScore: Double, saturation: Double, plan: [Double] = []
  ) {
    self.name = name
    self.initial = initial
    self.parameters = parameters
    self.memory = memory
    self.buffers = buffers
    self.loss = loss
    self.realScore = realScore
    self.fakeScore = fakeScore
    self.saturation = saturation
    self.plan = plan
  }

  fileprivate func fits(_ other: LearnerState) -> Bool {
    let count = parameters.count
    return name == other.name && initial == other.initial && count == initial.count
      && memory.step >= 0
      && memory.layout == other.memory.layout
      && memory.vectors.allSatisfy { $0.values.count.isMultiple(of: count) }
      && buffers.fits(other.buffers)
      && plan.count == other.plan.count
  }
}

extension Learner {
  fileprivate var state: LearnerState<Number> {
    LearnerState(
      name: name, initial: initial, parameters: optimization.parameters,
      memory: optimization.memory, buffers: buffers?.values ?? BufferValues(),
      loss: loss, realScore: realScore, fakeScore: fakeScore, saturation: saturation,
      plan: planState)
  }

  mutating func restore(_ state: LearnerState<Number>) {
    optimization.parameters = state.parameters
    optimization.memory = state.memory
    buffers?.values = state.buffers
    loss = state.loss
    realScore = state.realScore
    fakeScore = state.fakeScore
    saturation = state.saturation
    if !state.plan.isEmpty { restore(planState: state.plan) }
  }
}
