import CAllocationCount
import CSanitizer
import OptimizerLab
import TestSupport
import Testing

/// Within an epoch; at the start of one, the new order of the examples is made.
@Suite(
  "A training step",
  .enabled(if: !a_sanitizer_is_on(), "a sanitizer replaces what counts"),
  .enabled(if: isOptimized, "without optimization, spans are kept on the heap"))
struct AllocationTests {
  @Test("asks for no memory, in a regression", arguments: ReferenceOptimizers.cases)
  func supervised(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    #expect(count(supervised(Float.self, optimizer)) == 0)
    #expect(count(supervised(Double.self, optimizer)) == 0)
  }

  @Test("asks for no memory, in a GAN", arguments: ReferenceOptimizers.cases)
  func adversarial(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    #expect(count(adversarial(Float.self, optimizer)) == 0)
    #expect(count(adversarial(Double.self, optimizer)) == 0)
  }

  @Test("asks for no memory, on a surface", arguments: ReferenceOptimizers.cases)
  func surface(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    let training = SurfaceTraining<Float>(
      Beale.self, start: Beale.start, optimizer: optimizer, learningRate: 1e-3)
    #expect(count(training) == 0)
  }

  @Test("asks for no memory, on a turned bowl with noise", arguments: ReferenceOptimizers.cases)
  func bowl(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    let bowl = OptimizerLab.Bowl(curvatures: (1...20).map { Double($0) }, rotation: .seed(1))
    let noise = GradientNoise<Double>(deviation: 0.1, count: 20, seed: 1)
    let training = PointTraining(
      BowlObjective(bowl, noise: noise), start: [Double](repeating: 1, count: 20),
      optimizer: optimizer, learningRate: 1e-4)
    #expect(count(training) == 0)
  }

  @Test("asks for no memory, on a saddle", arguments: Saddle.Updates.allCases)
  func saddle(_ updates: Saddle.Updates) {
    let draws = updates == .alternating ? 1 : 2
    let training = PointTraining(
      SaddleObjective<Float>(
        Saddle(updates: updates),
        noise: GradientNoise(deviation: 0.1, count: draws, seed: 1)),
      start: [1, 1], optimizer: Adam(), learningRate: 1e-3)
    #expect(count(training) == 0)
  }

  @Test("asks for no memory, where layers normalize")
  func normalized() {
    #expect(count(normalized(Float.self)) == 0)
    #expect(count(normalized(Double.self)) == 0)
  }

  @Test("asks for no memory, where layers convolve, pool, drop and learn slopes")
  func convolved() {
    #expect(count(convolved(Float.self)) == 0)
    #expect(count(convolved(Double.self)) == 0)
    #expect(count(convolvedGame(Float.self)) == 0)
  }

  private static let maps: [any Layer] = [
    Conv2d(outputs: 3, window: Window(kernel: Extents(3), padding: Extents(1))), GELU(),
    MaxPool(Window(kernel: Extents(2))),
    Conv2d(outputs: 4, window: Window(kernel: Extents(2), stride: Extents(2))), PReLU(),
    AveragePool(Window(kernel: Extents(2), stride: Extents(1))), Flatten(), Dropout(),
    Linear(units: 1),
  ]

  private func convolved<S: Scalar>(_: S.Type) -> SupervisedTraining<S> {
    SupervisedTraining(
      layers: Self.maps, shape: [1, 9, 9], loss: MeanSquaredError(),
      examples: Examples(
        features: numbers(Float.self, count: 1024 * 81, seed: 1), width: 81,
        targets: numbers(Float.self, count: 1024, seed: 2), targetWidth: 1), batchSize: 8,
      shuffle: .everyEpoch, dropsLast: false, optimizer: Adam(), learningRate: 1e-3, seed: 1)
  }

  private func convolvedGame<S: Scalar>(_: S.Type) -> AdversarialTraining<S> {
    AdversarialTraining(
      .init(
        latent: 5, generator: [Linear(units: 12), Dropout(), Linear(units: 81), Tanh()],
        discriminator: Self.maps + [Sigmoid()], fixedNoiseRows: 4, shape: [1, 9, 9]),
      examples: Examples(features: numbers(Float.self, count: 1024 * 81, seed: 1), width: 81),
      batchSize: 8, shuffle: .everyEpoch, dropsLast: false, optimizer: Adam(),
      learningRate: 1e-3, seed: 1)
  }

  @Test("asks for no memory under Muon, which has matrices to turn")
  func matrices() {
    #expect(count(supervised(Float.self, Muon())) == 0)
    #expect(count(adversarial(Double.self, Muon())) == 0)
  }

  private func normalized<S: Scalar>(_: S.Type) -> SupervisedTraining<S> {
    SupervisedTraining(
      layers: [Linear(units: 9), BatchNorm(), Tanh(), LayerNorm(), Linear(units: 1)],
      loss: MeanSquaredError(),
      examples: SampledFunction.sine.samples(count: 1024, noise: 0.1, seed: 1), batchSize: 8,
      shuffle: .everyEpoch, dropsLast: false, optimizer: Adam(), learningRate: 1e-3, seed: 1)
  }

  @Test("is what is counted: the counter sees an array")
  func counter() {
    let before = allocation_count()
    let array = [Int](repeating: 1, count: Int(before % 7) + 100)
    #expect(allocation_count() > before)
    #expect(array.count >= 100)
  }

  /// How often a hundred steps ask for memory, once everything is there.
  private func count(_ training: consuming any Training) -> Int {
    for _ in 0..<10 { training.step() }
    let before = allocation_count()
    for _ in 0..<100 { training.step() }
    return allocation_count() - before
  }

  private func supervised<S: Scalar>(
    _: S.Type, _ optimizer: any Optimizer
  ) -> SupervisedTraining<S> {
    SupervisedTraining(
      layers: [
        Linear(units: 16), ReLU(), Linear(units: 9), Tanh(), Linear(units: 4), Sigmoid(),
        Linear(units: 1),
      ],
      loss: MeanSquaredError(),
      examples: SampledFunction.sine.samples(count: 1024, noise: 0.1, seed: 1), batchSize: 8,
      shuffle: .everyEpoch, dropsLast: false, optimizer: optimizer, learningRate: 1e-3, seed: 1)
  }

  private func adversarial<S: Scalar>(
    _: S.Type, _ optimizer: any Optimizer
  ) -> AdversarialTraining<S> {
    AdversarialTraining(
      .init(
        latent: 5,
        generator: [Linear(units: 12), LeakyReLU(), Linear(units: 20), Tanh()],
        discriminator: [Linear(units: 16), LeakyReLU(), Linear(units: 1), Sigmoid()],
        fixedNoiseRows: 4),
      examples: Examples(features: numbers(Float.self, count: 1024 * 20, seed: 1), width: 20),
      batchSize: 8, shuffle: .everyEpoch, dropsLast: false, optimizer: optimizer,
      learningRate: 1e-3, seed: 1)
  }
}

/// Whether the tests are built with optimization.
private let isOptimized: Bool = {
  #if DEBUG
    false
  #else
    true
  #endif
}()
