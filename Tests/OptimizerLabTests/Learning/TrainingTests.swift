import OptimizerLab
import TestSupport
import Testing

@Suite("A training")
struct TrainingTests {
  static let examples = SampledFunction.sine.samples(count: 300, noise: 0.1, seed: 1)

  private func supervised(
    batchSize: Int, dropsLast: Bool = false, weights: [Double]? = nil
  ) -> SupervisedTraining<Double> {
    SupervisedTraining(
      layers: [Linear(units: 8), Tanh(), Linear(units: 1)], loss: MeanSquaredError(),
      examples: Self.examples, batchSize: batchSize, shuffle: .everyEpoch, dropsLast: dropsLast,
      optimizer: MinibatchGradientDescent(), learningRate: 0.05, seed: 3, weights: weights)
  }

  private func adversarial<S: Scalar>(
    _: S.Type, _ optimizer: any Optimizer, batchSize: Int = 4
  ) -> AdversarialTraining<S> {
    AdversarialTraining(
      .init(
        latent: 3, generator: [Linear(units: 4), LeakyReLU(), Linear(units: 6), Tanh()],
        discriminator: [Linear(units: 5), LeakyReLU(), Linear(units: 1), Sigmoid()],
        fixedNoiseRows: 2),
      examples: Examples(features: numbers(Float.self, count: 60, seed: 1), width: 6),
      batchSize: batchSize, shuffle: .everyEpoch, dropsLast: false, optimizer: optimizer,
      learningRate: 0.05, seed: 3)
  }

  @Test("counts its steps, examples and gradients, and a short last batch as what it is")
  func progress() {
    var training = supervised(batchSize: 128)
    let seen = [128, 256, 300, 428]
    for (step, examples) in seen.enumerated() {
      training.step()
      #expect(training.progress.step == step + 1)
      #expect(training.progress.examples == examples)
      #expect(training.progress.gradientEvaluations == examples)
    }
    #expect(training.progress.epoch == 4.0 / 3)

    var dropping = supervised(batchSize: 128, dropsLast: true)
    for _ in 0..<3 { dropping.step() }
    #expect(dropping.progress.examples == 384)
    #expect(dropping.progress.epoch == 1.5)

    var game = adversarial(Float.self, Adam())
    for _ in 0..<3 { game.step() }
    // The third batch holds the last two of ten.
    #expect(game.progress.examples == 10)
    #expect(game.progress.gradientEvaluations == 30)
    #expect(game.evaluationLoss() == nil)
  }

  @Test("measures the mean loss over all data, more than fit in a batch")
  func evaluation() throws {
    var training = supervised(batchSize: 7)
    training.step()
    let network = try #require(training.learners[0].network)
    let workspace = Workspace<Double>(network, rows: 300)
    workspace.take(Self.examples.features.map { Double($0) })
    network.forward(workspace, rows: 300, parameters: training.learners[0].optimization.parameters)
    let mean =
      zip(workspace.outputs, Self.examples.targets).reduce(0) {
        $0 + ($1.0 - Double($1.1)) * ($1.0 - Double($1.1))
      } / 300
    let measured = training.evaluationLoss()
    let loss = try #require(measured)
    #expect(largestError([loss], [mean], floor: 1e-3) < 1e-13)
    let before = training.learners[0].optimization
    _ = training.evaluationLoss()
    #expect(training.learners[0].optimization == before)
  }

  @Test("shows all examples, in their order, on the way to their loss")
  func visit() {
    var training = supervised(batchSize: 7)
    var seen: [Double] = []
    _ = training.evaluationLoss { workspace, rows in
      seen += Array(workspace.input(of: 0).extracting(first: rows))
    }
    #expect(seen == Self.examples.features.map { Double($0) })
  }

  @Test(
    "tells which share of the examples the discriminator is sure of",
    arguments: [
      // Bias of the discriminator's last layer, and the score it gives to all: 1/(1 + e^-b).
      (0.0, 0.0), (4.5, 0.0), (4.7, 1.0), (-4.5, 0.0), (-4.7, 1.0),
    ])
  func saturation(bias: Double, share: Double) {
    let judge = Network([Linear(units: 1), Sigmoid()], inputs: 6)
    var weights = [Double](repeating: 0, count: judge.parameterCount)
    weights[judge.parameterCount - 1] = bias
    var training = AdversarialTraining<Double>(
      .init(
        latent: 3, generator: [Linear(units: 6), Tanh()],
        discriminator: [Linear(units: 1), Sigmoid()], fixedNoiseRows: 2),
      examples: Examples(features: numbers(Float.self, count: 60, seed: 1), width: 6),
      batchSize: 4, shuffle: .everyEpoch, dropsLast: false, optimizer: Adam(),
      learningRate: 0.001, seed: 3, weights: (weights, nil))
    #expect(training.learners[0].saturation.isNaN)
    training.step()
    #expect(training.learners[0].saturation == share)
  }

  @Test("reports the loss of its batch before the update")
  func loss() throws {
    var training = supervised(batchSize: 300)
    #expect(training.learners[0].loss.isNaN)
    let measured = training.evaluationLoss()
    let before = try #require(measured)
    training.step()
    #expect(largestError([training.learners[0].loss], [before], floor: 1e-3) < 1e-13)
  }

  @Test("starts from given weights, with the same data in the same order")
  func weights() {
    var drawn = supervised(batchSize: 32)
    let start = Array(drawn.learners[0].initial)
    var given = supervised(batchSize: 32, weights: start)
    var other = supervised(batchSize: 32, weights: start.map { $0 + 0.1 })
    for _ in 0..<12 {
      drawn.step()
      given.step()
      other.step()
    }
    #expect(drawn.learners[0].optimization == given.learners[0].optimization)
    #expect(drawn.learners[0].optimization != other.learners[0].optimization)
    #expect(Array(drawn.learners[0].initial) == start)
  }

  @Test("of a GAN draws the discriminator first, then the generator, then the fixed noise")
  func draws() throws {
    let game = adversarial(Float.self, Adam())
    var generator = MersenneTwister(seed: 3)
    for learner in game.learners {
      let network = try #require(learner.network)
      #expect(Array(learner.initial) == network.initialParameters(drawingFrom: &generator))
    }
    #expect(game.fixedNoise == generator.normals(6))
    #expect(game.learners.map(\.name) == ["discriminator", "generator"])
  }

  @Test("of a GAN looks ahead in the generator with the same noise")
  func lookahead() throws {
    // At the first step there is no velocity: ahead is here, and both forms begin alike.
    var lookahead = Nesterov()
    lookahead.form = .lookahead
    lookahead.momentum = 0
    var plain = adversarial(Double.self, MinibatchGradientDescent())
    var ahead = adversarial(Double.self, lookahead)
    for _ in 0..<6 {
      plain.step()
      ahead.step()
      #expect(plain.learners[1].loss == ahead.learners[1].loss)
      #expect(
        plain.learners[1].optimization.parameters == ahead.learners[1].optimization.parameters)
    }
  }

  @Test(
    "has the same bits whether its gradients are kept or not", arguments: ReferenceOptimizers.cases)
  func keptGradients(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    // So large that parts of a gradient are used up at once.
    let layers: [any Layer] = [
      Linear(units: 150), LeakyReLU(), LayerNorm(), Linear(units: 90), Tanh(), Linear(units: 1),
    ]
    let examples = Examples(
      features: numbers(Float.self, count: 40 * 200, seed: 1), width: 200,
      targets: numbers(Float.self, count: 40, seed: 2), targetWidth: 1)
    func training() -> SupervisedTraining<Float> {
      SupervisedTraining(
        layers: layers, loss: MeanSquaredError(), examples: examples, batchSize: 8,
        shuffle: .everyEpoch, dropsLast: false, optimizer: optimizer, learningRate: 1e-3, seed: 3)
    }
    var (kept, lost) = (training(), training())
    for step in 0..<6 {
      kept.step(keepsGradient: true)
      lost.step(keepsGradient: step == 3)
      let (a, b) = (kept.learners[0].optimization, lost.learners[0].optimization)
      #expect(a.parameters == b.parameters)
      #expect(a.memory == b.memory)
      #expect(kept.learners[0].loss == lost.learners[0].loss)
      if step == 3 { #expect(a.gradient == b.gradient) }
    }
  }

  @Test("of a copy leaves the first alone", arguments: [4, 10])
  func repeats(batchSize: Int) {
    var first = adversarial(Float.self, Adam(), batchSize: batchSize)
    var second = adversarial(Float.self, Adam(), batchSize: batchSize)
    for _ in 0..<7 {
      first.step()
      second.step()
    }
    #expect(first.learners[0].optimization == second.learners[0].optimization)
    #expect(first.learners[1].optimization == second.learners[1].optimization)
  }

  @Test("on a surface walks from the start, rounded to Float, down the function")
  func surface() {
    var training = SurfaceTraining<Double>(
      Rosenbrock.self, start: (x: 0.1, y: -0.3), optimizer: GradientDescent(),
      learningRate: 1e-3)
    let start = [Double(Float(0.1)), Double(Float(-0.3))]
    #expect(Array(training.learners[0].initial) == start)
    #expect(training.evaluationLoss() == Rosenbrock.value(x: start[0], y: start[1]))
    let slope = Rosenbrock.gradient(x: start[0], y: start[1])
    training.step()
    #expect(
      training.learners[0].optimization.parameters
        == [start[0] - 1e-3 * slope.x, start[1] - 1e-3 * slope.y])
    #expect(training.progress.gradientEvaluations == 1)
    #expect(training.progress.examples == nil)
  }
}

@Suite("Data of a function")
struct FunctionDataTests {
  @Test("are rand(count), scaled to the range, and randn(count) of noise on top")
  func draws() {
    for function in SampledFunction.allCases {
      let examples = function.samples(count: 50, noise: 0.5, seed: 9)
      var generator = MersenneTwister(seed: 9)
      let width = function.range.upperBound - function.range.lowerBound
      let x = (0..<50).map { _ in generator.unitFloat() * width + function.range.lowerBound }
      let noise = generator.normals(50)
      #expect(examples.features == x)
      #expect(examples.targets == zip(x, noise).map { function.value(at: $0) + 0.5 * $1 })
      #expect(x.allSatisfy { function.range.contains($0) })
    }
  }

  @Test("without noise lie on the function")
  func values() {
    #expect(SampledFunction.sine.value(at: 0) == 0)
    #expect(SampledFunction.linear.value(at: 0.5) == 2)
    #expect(SampledFunction.polynomial.value(at: 2) == 6)
    #expect([-1, 0, 1].map { SampledFunction.step.value(at: $0) } == [0, 0, 1])
    let examples = SampledFunction.linear.samples(count: 20, noise: 0, seed: 1)
    #expect(examples.targets == examples.features.map { 2 * $0 + 1 })
  }
}
