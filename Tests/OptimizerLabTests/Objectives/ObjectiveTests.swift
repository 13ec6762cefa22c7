import OptimizerLab
import TestSupport
import Testing

@Suite("An objective")
struct ObjectiveTests {
  static let examples = Examples(
    features: numbers(Float.self, count: 60, seed: 1), width: 6,
    targets: numbers(Float.self, count: 20, seed: 2), targetWidth: 2)

  @Test("over a batch has the gradient of finite differences", arguments: [0..<1, 2..<9, 0..<10])
  func supervised(_ batch: Range<Int>) {
    let network = Network([Linear(units: 5), Tanh(), Linear(units: 2)], inputs: 6)
    var objective = SupervisedObjective<Double>(
      network, loss: MeanSquaredError(), examples: Self.examples, batchSize: 10)
    objective.load(Array(0..<10)[batch])
    let point = numbers(Double.self, count: network.parameterCount, seed: 3)
    var gradient = [Double](repeating: .nan, count: point.count)
    let value = objective.evaluate(at: point, gradient: &gradient)
    var scratch = gradient
    let error = GradientCheck.worstError(of: gradient, at: point) {
      objective.evaluate(at: $0, gradient: &scratch)
    }
    #expect(error < 1e-8)
    // Its value is the mean over examples and outputs.
    let total = objective.totalLoss(over: Array(0..<10)[batch], at: point.span)
    #expect(total.weight == Double(2 * batch.count))
    #expect(largestError([value], [total.mean], floor: 1e-3) < 1e-15)
  }

  @Test("of either player of a GAN has the gradient of finite differences", arguments: [1, 7])
  func adversarial(rows: Int) {
    let generator = Network([Linear(units: 4), LeakyReLU(), Linear(units: 6), Tanh()], inputs: 3)
    let discriminator = Network(
      [Linear(units: 5), LeakyReLU(), Linear(units: 1), Sigmoid()], inputs: 6)
    let game = AdversarialGame<Double>(
      generator: generator, discriminator: discriminator, loss: ClassicGANLoss(),
      examples: Self.examples, batchSize: 10)
    var random = MersenneTwister(seed: 4)
    let forger = numbers(Double.self, count: generator.parameterCount, seed: 5)
    let judge = numbers(Double.self, count: discriminator.parameterCount, seed: 6)
    game.load(Array(0..<10)[..<rows], drawingFrom: &random)
    game.generate(forger.span)

    var judging = AdversarialGame<Double>.DiscriminatorObjective(game: game)
    var gradient = [Double](repeating: .nan, count: judge.count)
    _ = judging.evaluate(at: judge, gradient: &gradient)
    var scratch = gradient
    #expect(
      GradientCheck.worstError(of: gradient, at: judge) {
        judging.evaluate(at: $0, gradient: &scratch)
      } < 1e-8)

    // Elsewhere, so that each evaluation generates anew.
    var fooling = AdversarialGame<Double>.GeneratorObjective(
      game: game, discriminatorParameters: Numbers(judge), isElsewhere: true)
    gradient = [Double](repeating: .nan, count: forger.count)
    _ = fooling.evaluate(at: forger, gradient: &gradient)
    scratch = gradient
    #expect(
      GradientCheck.worstError(of: gradient, at: forger) {
        fooling.evaluate(at: $0, gradient: &scratch)
      } < 1e-8)
  }
}
