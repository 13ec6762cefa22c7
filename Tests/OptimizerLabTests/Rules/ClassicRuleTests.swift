import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// The classic rules written as equations against those of the lab.
@Suite("A rule that is written down")
struct ClassicRuleTests {
  static let sizes = [1, 17, 1000, 1025, 5000]

  @Test("takes fifty steps of the lab's own, in Double and in Float", arguments: ClassicRule.all)
  func steps(_ example: ClassicRule) throws {
    let (own, written) = (try #require(example.own), try #require(example.written))
    #expect(distance(Double.self, own, written, size: 19) < 1e-12)
    #expect(distance(Float.self, own, written, size: 19) < 1e-4)
  }

  @Test("does so with blocks that end anywhere", arguments: sizes)
  func blocks(size: Int) throws {
    for example in ClassicRule.all {
      let (own, written) = (try #require(example.own), try #require(example.written))
      #expect(distance(Double.self, own, written, size: size) < 1e-12, "\(example)")
    }
  }

  /// How far the two are apart on the way.
  private func distance<S: Scalar>(
    _: S.Type, _ own: any Optimizer, _ written: any Optimizer, size: Int
  ) -> Double {
    let start = numbers(S.self, count: size, seed: 1)
    var states = [OptimizationState(start), OptimizationState(start)]
    var waves = [Waves<S>(), Waves<S>()]
    var largest = 0.0
    for step in 0..<50 {
      let rate = step < 20 ? 0.1 : 0.03
      _ = own.step(&states[0], down: &waves[0], learningRate: rate)
      _ = written.step(&states[1], down: &waves[1], learningRate: rate)
      largest = max(
        largest,
        largestError(
          states[1].parameters.map { Double($0) }, states[0].parameters.map { Double($0) },
          floor: 1e-1))
    }
    return largest
  }

  @Test("trains a network with the lab's own losses, to 1e-11", arguments: ClassicRule.all)
  func losses(_ example: ClassicRule) throws {
    let own = try losses(#require(example.own))
    let written = try losses(#require(example.written))
    #expect(own.count == 50)
    #expect(largestError(written, own, floor: 1e-3) < 1e-11)
  }

  private func losses(_ optimizer: any Optimizer) throws -> [Double] {
    var training = SupervisedTraining<Double>(
      layers: [Linear(units: 8), Tanh(), Linear(units: 1)], loss: MeanSquaredError(),
      examples: SampledFunction.sine.samples(count: 40, noise: 0.1, seed: 1), batchSize: 20,
      shuffle: .everyEpoch, dropsLast: false,
      optimizer: optimizer, learningRate: 0.01, seed: 3)
    return (0..<50).map { _ in
      training.step(keepsGradient: true)
      return training.learners[0].loss
    }
  }
}
