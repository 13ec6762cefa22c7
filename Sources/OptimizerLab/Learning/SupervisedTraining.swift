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

  /// Draws the parameters, as the PyTorch script does after `torch.manual_seed(seed)`.
  /// - Parameters:
  ///   - weights: replaces the drawn parameters.
  ///   - buffers: replaces what the layers' buffers start from.
  public init(
    layers: [any Layer], loss: any Loss, examples: Examples, batchSize: Int, shuffle: Shuffle,
    dropsLast: Bool, optimizer: any Optimizer, learningRate: Double, seed: UInt64,
    weights: [Number]? = nil, buffers: BufferValues<Number>? = nil
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
        name: "model", network: network, optimizer: optimizer, learningRate: learningRate,
        initial: Numbers(weights ?? drawn), buffers: own)
    ]
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
    TrainingState(learners, progress, draws: .init(generator: generator, batches: batches))
  }

  public mutating func restore(_ state: TrainingState<Number>) -> Bool {
    guard state.fits(self.state), let draws = state.draws, let order = draws.batches else {
      return false
    }
    for (i, learner) in state.learners.enumerated() { learners[i].restore(learner) }
    progress = state.progress
    generator = draws.generator
    batches = order
    return true
  }
}

extension Progress {
  mutating func advance(examples count: Int, evaluations: Int, in batches: BatchOrder) {
    step += 1
    examples = (examples ?? 0) + count
    epoch = Double(step) / Double(batches.batchesPerEpoch)
    gradientEvaluations += evaluations
  }
}
