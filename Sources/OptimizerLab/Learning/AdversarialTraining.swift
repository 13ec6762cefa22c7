/// A generator and a discriminator that learn against each other.
public struct AdversarialTraining<Number: Scalar>: Training {
  private let game: AdversarialGame<Number>
  private var batches: BatchOrder
  private var generator: MersenneTwister
  private let keepsSubnormals: Bool
  /// What layers draw from; `nil` where none does.
  private let draws: RandomSource?
  private let discriminatorSteps: Int
  private let weightClip: Double?
  private let hasSchedule: Bool
  /// `randn(batch_size, latent)`, drawn before training, for the pictures.
  public let fixedNoise: [Float]?
  /// The discriminator, then the generator.
  public private(set) var learners: [Learner<Number>]
  public private(set) var progress = Progress()

  /// The settings of both networks.
  public struct Settings: Sendable {
    public var latent: Int
    public var generator: [any Layer]
    public var discriminator: [any Layer]
    public var fixedNoiseRows: Int
    /// The shape of an example when it comes into the discriminator; `nil` for a list of its values.
    public var shape: [Int]?
    public var loss: any AdversarialLoss = ClassicGANLoss()
    /// Updates of the discriminator for one of the generator, each with a batch and noise of its own.
    public var discriminatorSteps = 1

    public init(
      latent: Int, generator: [any Layer], discriminator: [any Layer], fixedNoiseRows: Int,
      shape: [Int]? = nil
    ) {
      self.shape = shape
      self.latent = latent
      self.generator = generator
      self.discriminator = discriminator
      self.fixedNoiseRows = fixedNoiseRows
    }
  }

  /// Draws both networks' parameters and the fixed noise, as the PyTorch script does after
  /// `torch.manual_seed(seed)`: the discriminator's first.
  /// - Parameters:
  ///   - plan: how the generator makes its steps; the discriminator, too, where it has no settings of
  ///     its own.
  ///   - discriminator: its optimizer, where that is another one.
  ///   - weights: replace the drawn parameters of either network.
  ///   - buffers: replace what the buffers of either network's layers start from.
  public init(
    _ settings: Settings, examples: Examples, batchSize: Int, shuffle: Shuffle, dropsLast: Bool,
    optimizer: any Optimizer, learningRate: Double, seed: UInt64, plan: StepPlan = StepPlan(),
    discriminator other: LearnerSettings? = nil,
    weights: (discriminator: [Number]?, generator: [Number]?) = (nil, nil),
    buffers: (discriminator: BufferValues<Number>?, generator: BufferValues<Number>?) = (nil, nil)
  ) {
    var random = MersenneTwister(seed: seed)
    let discriminator = Network(settings.discriminator, shape: settings.shape ?? [examples.width])
    let generator = Network(settings.generator, inputs: settings.latent)
    precondition(generator.outputs == examples.width)
    let drawnDiscriminator = discriminator.initialParameters(of: Number.self, drawingFrom: &random)
    let drawnGenerator = generator.initialParameters(of: Number.self, drawingFrom: &random)
    fixedNoise = random.normals(settings.fixedNoiseRows * settings.latent)
    batches = BatchOrder(
      exampleCount: examples.count, batchSize: batchSize, shuffle: shuffle, dropsLast: dropsLast,
      drawingFrom: &random)
    game = AdversarialGame(
      generator: generator, discriminator: discriminator, loss: settings.loss,
      examples: examples, batchSize: batches.batchSize)
    if let own = buffers.discriminator { game.discriminatorBuffers.values = own }
    if let own = buffers.generator { game.generatorBuffers.values = own }
    self.generator = random
    draws = generator.drawsInTraining || discriminator.drawsInTraining ? game.draws : nil
    let own = LearnerSettings(optimizer: optimizer, learningRate: learningRate, plan: plan)
    let others = other ?? own
    keepsSubnormals =
      optimizer.needsSubnormals(in: Number.self)
      || others.optimizer.needsSubnormals(in: Number.self)
    discriminatorSteps = settings.discriminatorSteps
    weightClip = settings.loss.weightClip
    let epochLength = batches.batchesPerEpoch
    learners = [
      Learner(
        name: "discriminator", network: discriminator, settings: others,
        initial: Numbers(weights.discriminator ?? drawnDiscriminator),
        buffers: game.discriminatorBuffers, epochLength: epochLength,
        batchesPerStep: discriminatorSteps),
      Learner(
        name: "generator", network: generator, settings: own,
        initial: Numbers(weights.generator ?? drawnGenerator), buffers: game.generatorBuffers,
        epochLength: epochLength, batchesPerStep: discriminatorSteps),
    ]
    hasSchedule = learners.contains(where: \.hasSchedule)
    progress.examples = 0
    progress.epoch = 0
  }

  /// Noise; fake = G(noise); D's step on real and fake, and the same again with the next batch and new
  /// noise where D has several; G's step through the D that was just updated, with the last fake.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func step(keepsGradient: Bool) {
    let flush = keepsSubnormals ? nil : SubnormalFlush()
    defer { flush?.end() }
    var (examples, evaluations) = (0, 0)
    for turn in 1...discriminatorSteps {
      let batch = batches.next(drawingFrom: &generator)
      examples += batch.count
      game.load(batch, drawingFrom: &generator)
      draws?.exchange(&generator)
      game.generate(learners[1].optimization.parameters.span)
      var discriminatorLoss = AdversarialGame<Number>.DiscriminatorObjective(game: game)
      learners[0].step(
        down: &discriminatorLoss, keepsGradient: keepsGradient && turn == discriminatorSteps)
      draws?.exchange(&generator)
      evaluations += discriminatorLoss.gradientEvaluations
      if let weightClip { clampWeights(to: weightClip) }
    }
    learners[0].realScore = game.realScore
    learners[0].fakeScore = game.fakeScore
    learners[0].saturation = game.saturation

    var generatorLoss = AdversarialGame<Number>.GeneratorObjective(
      game: game, discriminatorParameters: learners[0].optimization.parameters,
      isElsewhere: learners[1].optimizer.looksElsewhere)
    draws?.exchange(&generator)
    learners[1].step(down: &generatorLoss, keepsGradient: keepsGradient)
    learners[1].fakeScore = game.generatorScore
    draws?.exchange(&generator)

    progress.advance(
      examples: examples, evaluations: evaluations + generatorLoss.gradientEvaluations,
      batches: discriminatorSteps, in: batches)
    if hasSchedule { finishStep() }
  }

  private mutating func clampWeights(to limit: Double) {
    var all = learners[0].optimization.parameters.mutableSpan
    clampNumbers(&all, to: limit)
  }

  /// Tells the schedules of the step, and of the epochs that ended with it.
  private mutating func finishStep() {
    let (met, length) = (progress.step * discriminatorSteps, batches.batchesPerEpoch)
    let epochs = met / length - (met - discriminatorSteps) / length
    for i in learners.indices { learners[i].finishStep(epochs: epochs, evaluation: nil) }
  }

  /// A GAN has no loss over all data.
  public func evaluate(_ visit: (Workspace<Number>, _ rows: Int) -> Void) -> Evaluation {
    Evaluation()
  }

  public var state: TrainingState<Number> {
    TrainingState(learners, progress, draws: .init(generator: generator, batches: batches))
  }

  public mutating func restore(_ state: TrainingState<Number>) -> Bool {
    guard state.fits(self.state), let draws = state.draws, let order = draws.batches,
      zip(learners, state.learners).allSatisfy({ $0.fits(planState: $1.plan) })
    else { return false }
    for (i, learner) in state.learners.enumerated() { learners[i].restore(learner) }
    progress = state.progress
    generator = draws.generator
    batches = order
    return true
  }
}
