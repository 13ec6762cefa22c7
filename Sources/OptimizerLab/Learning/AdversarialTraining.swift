/// A generator and a discriminator that learn against each other.
public struct AdversarialTraining<Number: Scalar>: Training {
  private let game: AdversarialGame<Number>
  private var batches: BatchOrder
  private var generator: MersenneTwister
  private let keepsSubnormals: Bool
  /// What layers draw from; `nil` where none does.
  private let draws: RandomSource?
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
  ///   - weights: replace the drawn parameters of either network.
  ///   - buffers: replace what the buffers of either network's layers start from.
  public init(
    _ settings: Settings, examples: Examples, batchSize: Int, shuffle: Shuffle, dropsLast: Bool,
    optimizer: any Optimizer, learningRate: Double, seed: UInt64,
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
      generator: generator, discriminator: discriminator, loss: BinaryCrossEntropy(),
      examples: examples, batchSize: batches.batchSize)
    if let own = buffers.discriminator { game.discriminatorBuffers.values = own }
    if let own = buffers.generator { game.generatorBuffers.values = own }
    self.generator = random
    draws = generator.drawsInTraining || discriminator.drawsInTraining ? game.draws : nil
    keepsSubnormals = optimizer.needsSubnormals(in: Number.self)
    learners = [
      Learner(
        name: "discriminator", network: discriminator, optimizer: optimizer,
        learningRate: learningRate, initial: Numbers(weights.discriminator ?? drawnDiscriminator),
        buffers: game.discriminatorBuffers),
      Learner(
        name: "generator", network: generator, optimizer: optimizer,
        learningRate: learningRate, initial: Numbers(weights.generator ?? drawnGenerator),
        buffers: game.generatorBuffers),
    ]
    progress.examples = 0
    progress.epoch = 0
  }

  /// Noise; fake = G(noise); D's step on real and fake; G's step through the D that was just
  /// updated, with the same fake.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func step(keepsGradient: Bool) {
    let flush = keepsSubnormals ? nil : SubnormalFlush()
    defer { flush?.end() }
    let batch = batches.next(drawingFrom: &generator)
    game.load(batch, drawingFrom: &generator)
    draws?.exchange(&generator)
    game.generate(learners[1].optimization.parameters.span)

    var discriminatorLoss = AdversarialGame<Number>.DiscriminatorObjective(game: game)
    learners[0].step(down: &discriminatorLoss, keepsGradient: keepsGradient)
    learners[0].realScore = game.realScore
    learners[0].fakeScore = game.fakeScore
    learners[0].saturation = game.saturation

    var generatorLoss = AdversarialGame<Number>.GeneratorObjective(
      game: game, discriminatorParameters: learners[0].optimization.parameters,
      isElsewhere: learners[1].optimizer.looksElsewhere)
    learners[1].step(down: &generatorLoss, keepsGradient: keepsGradient)
    learners[1].fakeScore = game.generatorScore
    draws?.exchange(&generator)

    progress.advance(
      examples: batch.count,
      evaluations: discriminatorLoss.gradientEvaluations + generatorLoss.gradientEvaluations,
      in: batches)
  }

  /// A GAN has no loss over all data.
  public func evaluate(_ visit: (Workspace<Number>, _ rows: Int) -> Void) -> Evaluation {
    Evaluation()
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
