/// A network that learns targets from examples.
public struct SupervisedTraining<Number: Scalar>: Training {
  private var objective: SupervisedObjective<Number>
  private var evaluation: SupervisedObjective<Number>
  private let examples: Examples
  private var batches: BatchOrder
  private var generator: MersenneTwister
  private let keepsSubnormals: Bool
  public private(set) var learners: [Learner<Number>]
  public private(set) var progress = Progress()
  private var stopping: StoppingWatch?
  /// The losses of the epoch's batches, where `stopping` watches them.
  private var epochLoss = 0.0
  /// Whether something follows a step.
  private let hasFollowUp: Bool

  /// Draws the parameters, as the PyTorch script does after `torch.manual_seed(seed)`.
  /// - Parameters:
  ///   - weights: replaces the drawn parameters.
  ///   - buffers: replaces what the layers' buffers start from.
  public init(
    layers: [any Layer], loss: any Loss, examples: Examples, batchSize: Int, shuffle: Shuffle,
    dropsLast: Bool, optimizer: any Optimizer, learningRate: Double, seed: UInt64,
    weights: [Number]? = nil, buffers: BufferValues<Number>? = nil, plan: StepPlan = StepPlan(),
    stopping: EarlyStopping? = nil
  ) {
    var generator = MersenneTwister(seed: seed)
    let network = Network(layers, inputs: examples.width)
    let drawn = network.initialParameters(of: Number.self, drawingFrom: &generator)
    let own = NetworkBuffers<Number>(network)
    if let buffers { own.values = buffers }
    batches = BatchOrder(
      exampleCount: examples.count, batchSize: batchSize, shuffle: shuffle, dropsLast: dropsLast,
      drawingFrom: &generator)
    objective = SupervisedObjective(
      network, loss: loss, examples: examples, batchSize: batches.batchSize, buffers: own)
    evaluation = SupervisedObjective(
      network, loss: loss, examples: examples,
      batchSize: network.evaluationRows(of: examples.count), buffers: own)
    self.examples = examples
    keepsSubnormals = optimizer.needsSubnormals(in: Number.self)
    self.generator = generator
    learners = [
      Learner(
        name: "model", network: network,
        settings: LearnerSettings(optimizer: optimizer, learningRate: learningRate, plan: plan),
        initial: Numbers(weights ?? drawn), buffers: own, epochLength: batches.batchesPerEpoch)
    ]
    self.stopping = stopping.map { StoppingWatch($0) }
    hasFollowUp = learners[0].hasSchedule || stopping != nil
    progress.examples = 0
    progress.epoch = 0
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func step(keepsGradient: Bool) {
    let flush = keepsSubnormals ? nil : SubnormalFlush()
    defer { flush?.end() }
    let batch = batches.next(drawingFrom: &generator)
    objective.load(batch)
    let before = objective.gradientEvaluations
    learners[0].step(down: &objective, keepsGradient: keepsGradient)
    progress.advance(
      examples: batch.count, evaluations: objective.gradientEvaluations - before, in: batches)
    if hasFollowUp { followUp() }
  }

  /// What comes after a step: the schedule moves on, and the rule for an early end is asked.
  private mutating func followUp() {
    let isEpochEnd = progress.step.isMultiple(of: batches.batchesPerEpoch)
    let monitor = stopping?.rule.monitor
    let watched =
      isEpochEnd && (learners[0].watchesLoss || monitor == .evalLoss) ? watchedLoss() : nil
    learners[0].finishStep(epochs: isEpochEnd ? 1 : 0, loss: watched)
    guard let monitor else { return }
    if monitor == .loss { epochLoss += learners[0].loss }
    guard isEpochEnd else { return }
    stopping?.look(
      at: monitor == .evalLoss
        ? watched ?? .nan : epochLoss / Double(batches.batchesPerEpoch))
    epochLoss = 0
  }

  /// What schedules and the rule for an early end watch: the loss over all data. Where a part of them is
  /// held out, its loss can be chosen here.
  private mutating func watchedLoss() -> Double? { evaluationLoss() }

  public var stopReason: String? {
    stopping.flatMap { $0.isOver ? $0.reason(unit: "epoch") : nil }
  }

  public func mayStop(after step: Int) -> Bool {
    stopping != nil && step.isMultiple(of: batches.batchesPerEpoch)
  }

  public mutating func evaluationLoss(
    _ visit: (Workspace<Number>, _ rows: Int) -> Void
  ) -> Double? {
    let network = evaluation.network
    // Those who look on believe that a batch is no more than its examples.
    let isShown = !network.mixesRows(in: .evaluation)
    let rows = network.evaluationRows(of: examples.count)
    var total = 0.0
    var start = 0
    let all = Array(0..<examples.count)
    while start < all.count {
      let end = min(start + rows, all.count)
      total += evaluation.totalLoss(
        over: all[start..<end], at: learners[0].optimization.parameters.span)
      if isShown { visit(evaluation.workspace, end - start) }
      start = end
    }
    return total / Double(all.count * network.outputs)
  }

  public var landscape: (any Landscape)? {
    FullBatchLoss(evaluation.network, loss: evaluation.loss, examples: examples)
  }

  public var state: TrainingState<Number> {
    var state = TrainingState(
      learners, progress, draws: .init(generator: generator, batches: batches), stopping: stopping)
    if stopping != nil { state.stopping.append(epochLoss) }
    return state
  }

  public mutating func restore(_ state: TrainingState<Number>) -> Bool {
    guard state.fits(self.state), learners[0].fits(planState: state.learners[0].plan),
      let draws = state.draws, stopping?.restore(state.stopping.dropLast()) ?? true
    else { return false }
    epochLoss = state.stopping.last ?? 0
    for (i, learner) in state.learners.enumerated() { learners[i].restore(learner) }
    progress = state.progress
    generator = draws.generator
    batches = draws.batches
    return true
  }
}

extension Progress {
  /// - Parameter count: batches that the step took.
  mutating func advance(
    examples met: Int, evaluations: Int, batches count: Int = 1, in batches: BatchOrder
  ) {
    step += 1
    examples = (examples ?? 0) + met
    epoch = Double(step * count) / Double(batches.batchesPerEpoch)
    gradientEvaluations += evaluations
  }
}
