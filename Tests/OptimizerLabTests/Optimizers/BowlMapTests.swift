import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

@Suite("An optimizer's update down a bowl") struct BowlMapTests {
  static let kinds = ["gd", "sgd", "minibatch", "momentum", "nesterov"]
  /// Of those kinds, without dampening.
  static let cases = ReferenceOptimizers.cases.filter { example in
    kinds.contains(example.kind) && (example.optimizer as? Momentum)?.dampening ?? 0 == 0
  }

  @Test("is the linear map that is said", arguments: cases, [0.3, 2.0, 50.0])
  func predicts(_ example: ReferenceCase, curvature: Double) throws {
    let optimizer = try #require(example.optimizer)
    let lr = 0.013
    let map = try #require(optimizer.bowlMap(curvature: curvature, learningRate: lr))
    var training = PointTraining(
      BowlObjective<Double>(OptimizerLab.Bowl(curvatures: [curvature])), start: [1.5],
      optimizer: optimizer,
      learningRate: lr)
    for step in 1...60 {
      training.step()
      let predicted = map.updates(step).a * 1.5
      let error = largestError(
        [training.learners[0].optimization.parameters[0]], [predicted], floor: 1e-2)
      #expect(error < 1e-12, "step \(step): \(error)")
    }
  }

  @Test("shrinks below the largest stable rate, and grows above it", arguments: cases)
  func stability(_ example: ReferenceCase) throws {
    let optimizer = try #require(example.optimizer)
    for curvature in [0.5, 100] {
      let rate = try #require(optimizer.largestStableRate(curvature: curvature))
      func radius(_ share: Double) throws -> Double {
        try #require(optimizer.bowlMap(curvature: curvature, learningRate: share * rate))
          .spectralRadius
      }
      #expect(try abs(radius(1) - 1) < 1e-12)
      #expect(try radius(0.999) < 1)
      #expect(try radius(1.001) > 1)
    }
  }

  @Test("is stable up to 2/λ, 2(1 + μ)/λ and 2(1 + μ)/((1 + 2μ)λ)")
  func rates() {
    func rate(_ optimizer: any Optimizer) -> Double {
      optimizer.largestStableRate(curvature: 100) ?? .nan
    }
    let found = [rate(GradientDescent()), rate(Momentum()), rate(Nesterov())]
    #expect(largestError(found, [0.02, 0.038, 3.8 / 280], floor: 1) < 1e-15)
  }

  @Test("is not known of the others", arguments: Catalog.optimizers.map { $0.kind })
  func others(kind: String) throws {
    let optimizer = try #require(Catalog.optimizers.first { $0.kind == kind }).init()
    let isKnown = Self.kinds.contains(kind)
    #expect((optimizer.bowlMap(curvature: 1, learningRate: 0.1) != nil) == isKnown)
    #expect((optimizer.largestStableRate(curvature: 1) != nil) == isKnown)
  }

  @Test("is not known of momentum with dampening, whose first update is another")
  func dampening() {
    var momentum = Momentum()
    momentum.dampening = 0.4
    #expect(momentum.bowlMap(curvature: 1, learningRate: 0.1) == nil)
    #expect(momentum.largestStableRate(curvature: 1) != nil)
  }

  @Test("multiplies in the end by its larger eigenvalue, real or not")
  func eigenvalues() {
    #expect(BowlMap(a: -0.5).spectralRadius == 0.5)
    #expect(abs(BowlMap(a: 0.3, b: -0.4, c: 0.4, d: 0.3).spectralRadius - 0.5) < 1e-15)
    #expect(abs(BowlMap(a: 2, b: 1, c: 1, d: 2).spectralRadius - 3) < 1e-15)
  }
}
