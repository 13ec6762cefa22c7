import OptimizerLab
import TestSupport
import Testing

@Suite("Noise on a gradient") struct GradientNoiseTests {
  @Test("is σ · torch.randn(n), drawn anew each time", arguments: [2, 5, 16, 40])
  func draws(count: Int) {
    let bowl = OptimizerLab.Bowl(curvatures: [Double](repeating: 2, count: count))
    var calm = BowlObjective<Double>(bowl)
    var noisy = BowlObjective<Double>(
      bowl, noise: GradientNoise(deviation: 0.25, count: count, seed: 7))
    var generator = MersenneTwister(seed: 7)
    let point = (0..<count).map { Double($0) / 4 }
    for _ in 0..<3 {
      var (clear, shaken) = (point, point)
      let value = calm.evaluate(at: point, gradient: &clear)
      #expect(noisy.evaluate(at: point, gradient: &shaken) == value)
      let draws = generator.normals(count)
      #expect(shaken == zip(clear, draws).map { $0 + 0.25 * Double($1) })
    }
  }

  @Test("leaves the heights as they are, and the landscape")
  func heights() throws {
    var noisy = SurfaceObjective<Double>(
      Beale.self, noise: GradientNoise(deviation: 3, count: 2, seed: 7))
    let point = [0.3, -1.7]
    #expect(noisy.height(at: point.span) == Beale.value(x: 0.3, y: -1.7))
    var landscape = try #require(noisy.landscape)
    var gradient = [0.0, 0]
    landscape.writeGradient(at: point, into: &gradient)
    let slope = Beale.gradient(x: 0.3, y: -1.7)
    #expect(gradient == [slope.x, slope.y])
  }

  @Test("takes one draw a player in turns, the same numbers as both at once")
  func players() {
    func start(_ updates: Saddle.Updates, _ count: Int) -> [Double] {
      var training = PointTraining(
        SaddleObjective<Double>(
          Saddle(updates: updates), noise: GradientNoise(deviation: 1, count: count, seed: 3)),
        start: [0, 0], optimizer: GradientDescent(), learningRate: 1e-300)
      training.step()
      return Array(training.learners[0].optimization.gradient)
    }
    #expect(largestError(start(.alternating, 1), start(.simultaneous, 2), floor: 1) < 1e-15)
  }
}
