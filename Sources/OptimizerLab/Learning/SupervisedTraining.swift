/// A network that learns targets from examples.
public struct SupervisedTraining<Number: Scalar>: Training {
  private var objective: SupervisedObjective<Number>
  private var evaluation: EvaluationPass<Number>
  /// The same over the examples that are held out; `nil` where none are.
  private var heldOut: EvaluationPass<Number>?
  private var batches: BatchOrder
  private var generator: MersenneTwister
  private let keepsSubnormals: Bool
  /// What layers draw from; `nil` where none does.
  private let draws: RandomSource?
  public private(set) var learners: [Learner<Number>]
  public private(set) var progress = Progress()
  private var stopping: StoppingWatch?
  /// The losses of the epoch's batches, where `stopping` watches them.
  private var epochLoss = 0.0
  /// Whether something follows a step.
  private let hasFollowUp: Bool

  /// Draws the parameters, as the PyTorch script does after `torch.manual_seed(seed)`.
  /// - Parameters:
  ///   - shape: that of an example when it comes in; without it, a list of its values.
  ///   - examples: what is learned from.
  ///   - heldOut: what is only measured.
  ///   - weights: replaces the drawn parameters.
  ///   - buffers: replaces what the layers' buffers start from.
  public init(
    layers: [any Layer], shape: [Int]? = nil, loss: any Loss, examples: Examples,
    heldOut: Examples? = nil, batchSize: Int, shuffle: Shuffle, dropsLast: Bool,
    optimizer: any Optimizer, learningRate: Double, seed: UInt64,
    weights: [Number]? = nil, buffers: BufferValues<Number>? = nil, plan: StepPlan = StepPlan(),
    stopping: EarlyStopping? = nil
  ) {
    var generator = MersenneTwister(seed: seed)
    let network = Network(layers, shape: shape ?? [examples.width])
    let drawn = network.initialParameters(of: Number.self, drawingFrom: &generator)
    let own = NetworkBuffers<Number>(network)
    if let buffers { own.values = buffers }
    batches = BatchOrder(
      exampleCount: examples.count, batchSize: batchSize, shuffle: shuffle, dropsLast: dropsLast,
      drawingFrom: &generator)
    objective = SupervisedObjective(
      network, loss: loss, examples: examples, batchSize: batches.batchSize, buffers: own)
    evaluation = EvaluationPass(network, loss: loss, examples: examples, buffers: own)
    self.heldOut = heldOut.map {
      EvaluationPass(network, loss: loss, examples: $0, buffers: own)
    }
    draws = network.drawsInTraining ? own.draws : nil
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
    draws?.exchange(&generator)
    learners[0].step(down: &objective, keepsGradient: keepsGradient)
    draws?.exchange(&generator)
    progress.advance(
      examples: batch.count, evaluations: objective.gradientEvaluations - before, in: batches)
    if hasFollowUp { followUp() }
  }

  /// What comes after a step: the schedule moves on, and the rule for an early end is asked.
  private mutating func followUp() {
    let isEpochEnd = progress.step.isMultiple(of: batches.batchesPerEpoch)
    let monitor = stopping?.rule.monitor
    let isAsked = learners[0].watchesModel || monitor.map { $0 != .loss } ?? false
    let evaluation = isEpochEnd && isAsked ? evaluate { _, _ in } : nil
    learners[0].finishStep(epochs: isEpochEnd ? 1 : 0, evaluation: evaluation)
    guard let monitor else { return }
    if monitor == .loss { epochLoss += learners[0].loss }
    guard isEpochEnd else { return }
    stopping?.look(
      at: monitor == .loss
        ? epochLoss / Double(batches.batchesPerEpoch) : evaluation?.value(of: monitor) ?? .nan)
    epochLoss = 0
  }

  public var stopReason: String? {
    stopping.flatMap { $0.isOver ? $0.reason(unit: "epoch") : nil }
  }

  public func mayStop(after step: Int) -> Bool {
    stopping != nil && step.isMultiple(of: batches.batchesPerEpoch)
  }

  public mutating func evaluate(_ visit: (Workspace<Number>, _ rows: Int) -> Void) -> Evaluation {
    let place = learners[0].optimization.parameters
    let sum = evaluation.sum(at: place.span, visit)
    var result = Evaluation(loss: sum.mean)
    if evaluation.hasClasses { result.accuracy = evaluation.share(sum.hits) }
    if let sum = heldOut?.sum(at: place.span, { _, _ in }), let heldOut {
      result.heldOutLoss = sum.mean
      if heldOut.hasClasses { result.heldOutAccuracy = heldOut.share(sum.hits) }
    }
    return result
  }

  public var landscape: (any Landscape)? {
    FullBatchLoss(objective.network, loss: objective.loss, examples: evaluation.examples)
  }

  public var state: TrainingState<Number> {
    var state = TrainingState(
      learners, progress, draws: .init(generator: generator, batches: batches), stopping: stopping)
    if stopping != nil { state.stopping.append(epochLoss) }
    return state
  }

  public mutating func restore(_ state: TrainingState<Number>) -> Bool {
    guard state.fits(self.state), learners[0].fits(planState: state.learners[0].plan),
      let draws = state.draws, let order = draws.batches,
      stopping?.restore(state.stopping.dropLast()) ?? true
    else { return false }
    epochLoss = state.stopping.last ?? 0
    for (i, learner) in state.learners.enumerated() { learners[i].restore(learner) }
    progress = state.progress
    generator = draws.generator
    batches = order
    return true
  }
}

/// Passes over examples that are only measured.
private struct EvaluationPass<Number: Scalar> {
  let examples: Examples
  private var objective: SupervisedObjective<Number>
  private let all: [Int]
  private let rows: Int

  init(
    _ network: Network, loss: any Loss, examples: Examples, buffers: NetworkBuffers<Number>
  ) {
    self.examples = examples
    all = Array(0..<examples.count)
    rows = network.evaluationRows(of: examples.count)
    objective = SupervisedObjective(
      network, loss: loss, examples: examples, batchSize: rows, buffers: buffers)
  }

  var hasClasses: Bool { examples.classes != nil }

  func share(_ count: Int) -> Double { Double(count) / Double(all.count) }

  mutating func sum(
    at place: Span<Number>, _ visit: (Workspace<Number>, _ rows: Int) -> Void
  ) -> LossSum {
    // Those who look on believe that a batch is no more than its examples.
    let isShown = !objective.network.mixesRows(in: .evaluation)
    var sum = LossSum()
    var start = 0
    while start < all.count {
      let end = min(start + rows, all.count)
      sum += objective.totalLoss(over: all[start..<end], at: place)
      if isShown { visit(objective.workspace, end - start) }
      start = end
    }
    return sum
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
