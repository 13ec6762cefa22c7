import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("The sharpness of a loss")
struct SharpnessTests {
  @Test(
    "is the largest eigenvalue of a matrix, be it below 0",
    arguments: [
      ([[3]], 3), ([[2, 1], [1, 2]], 3), ([[-5, 0], [0, -2]], -2),
      ([[-9, 2], [2, 1]], 1.3851648071),
      ([[0, 0], [0, 0]], 0), ([[1, 2, 3], [2, 4, 5], [3, 5, 6]], 11.3448142827),
    ] as [([[Double]], Double)])
  func matrices(_ matrix: [[Double]], expected: Double) throws {
    let start = matrix.indices.map { 1 + Double($0) / 3 }
    let found = try #require(
      Lanczos().largestEigenvalue(from: start) { vector in
        matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
      })
    #expect(abs(found - expected) < 1e-9)
  }

  @Test("is found among hundreds of eigenvalues to a thousandth, at every gap")
  func manyEigenvalues() throws {
    for gap in [0.01, 0.1, 1] {
      let diagonal = (0..<400).map { sin(Double($0)) } + [1 + gap, -3]
      var generator = MersenneTwister(seed: 5)
      let start = generator.doubleNormals(diagonal.count)
      let found = try #require(
        Lanczos().largestEigenvalue(from: start) { zip(diagonal, $0).map { $0 * $1 } })
      #expect(abs(found - 1 - gap) < 1e-3 * (1 + gap), "a gap of \(gap)")
    }
  }

  @Test(
    "of a surface is what its second derivatives say",
    arguments: [
      (Rosenbrock.self, (1, 1), 1001.600639), (Rosenbrock.self, (-0.5, 1.5), 270.375954),
      (Quadratic.self, (-4, 1.5), 25), (Quadratic.self, (0, 0), 25),
    ] as [(any Surface.Type, Surface.Point, Double)])
  func surfaces(_ surface: any Surface.Type, at place: Surface.Point, expected: Double) throws {
    func relativeError<S: Scalar>(_: S.Type) throws -> Double {
      let walk = SurfaceTraining<S>(
        surface, start: place, optimizer: GradientDescent(), learningRate: 1e-6)
      return abs(try #require(walk.curvature()?.sharpness) - expected) / expected
    }
    #expect(try relativeError(Double.self) < 1e-7)
    #expect(try relativeError(Float.self) < 1e-7)
  }

  @Test("does not take a kink that is near for curvature", arguments: [1e-9, -5e-9, 2e-6])
  func kink(distance: Double) throws {
    let found = try #require(
      Kinked(at: 0.25 + distance).sharpness(at: [0.25, -1], denominators: nil))
    #expect(abs(found - 3) < 1e-3)
  }

  @Test("is that of P^(−1/2)·H·P^(−1/2) where steps are divided by P")
  func preconditioned() throws {
    for (denominators, expected) in [([1, 50], 1), ([4, 37.5], 2.0 / 3), ([1e-6, 1], 1e6)] {
      let found = SurfaceObjective<Double>(Quadratic.self)
        .sharpness(at: [1, 1], denominators: denominators)
      #expect(abs(try #require(found) / expected - 1) < 1e-6)
    }
  }

  @Test("of Adam is in the measure of the gradient it has seen")
  func ofAdam() throws {
    var walk = SurfaceTraining<Double>(
      Quadratic.self, start: (-4, 1.5), optimizer: Adam(), learningRate: 1e-3)
    #expect(walk.curvature()?.preconditionedSharpness == nil)
    walk.step()
    // After one step v̂ is g², and its first mean is corrected by 1 − 0.9.
    let found = try #require(walk.curvature()?.preconditionedSharpness)
    #expect(abs(found - 25 / 37.5 / 0.1) < 1e-5)
  }

  /// For gradient descent on a bowl the loss rises beyond η = 2·gᵀg / gᵀHg.
  @Test("along the coming update says with which rate the loss would rise")
  func critical() throws {
    for (x, y) in [(1.0, 0.0), (0, 1), (-4, 1.5), (10, 0.1)] {
      let walk = SurfaceTraining<Double>(
        Quadratic.self, start: (x, y), optimizer: GradientDescent(), learningRate: 0.01)
      let (along, across) = (x * x, 625 * y * y)
      let expected = (along + 25 * across) / (along + across)
      let found = try #require(walk.curvature()?.criticalSharpness)
      #expect(abs(log2(found / expected)) < 1.0 / 32 + 1e-6, "from \(x), \(y)")
    }
    let bottom = SurfaceTraining<Double>(
      Quadratic.self, start: (0, 0), optimizer: GradientDescent(), learningRate: 0.01)
    #expect(bottom.curvature()?.criticalSharpness == nil)
  }

  private static let wave = SampledFunction.sine.samples(count: 300, noise: 0.1, seed: 1)

  private func training(_ layers: [any Layer]) -> SupervisedTraining<Double> {
    SupervisedTraining(
      layers: layers, loss: MeanSquaredError(), examples: Self.wave, batchSize: 32,
      shuffle: .everyEpoch, dropsLast: false, optimizer: Momentum(), learningRate: 0.05, seed: 3)
  }

  @Test("of a network is over all examples, and its gradient that of one batch of all")
  func network() throws {
    let training = training([Linear(units: 6), Tanh(), Linear(units: 1)])
    let learner = training.learners[0]
    let point = Array(learner.optimization.parameters)
    var landscape = try #require(training.landscape)
    var own = SupervisedObjective<Double>(
      try #require(learner.network), loss: MeanSquaredError(), examples: Self.wave, batchSize: 300)
    own.load(Array(0..<300)[...])
    var (expected, gradient) = (point, point)
    let value = own.evaluate(at: point, gradient: &expected)
    landscape.writeGradient(at: point, into: &gradient)
    let whole = landscape.value(at: point)
    #expect(abs(whole - value) < 1e-12)
    for (a, b) in zip(gradient, expected) { #expect(abs(a - b) < 1e-12) }
    // Against the Hessian in full, by differences along each parameter.
    let found = try #require(landscape.sharpness(at: point, denominators: nil))
    let hessian = point.indices.map { i in
      var (there, forward, back) = (point, point, point)
      there[i] += 1e-5
      landscape.writeGradient(at: there, into: &forward)
      there[i] -= 2e-5
      landscape.writeGradient(at: there, into: &back)
      return zip(forward, back).map { ($0 - $1) / 2e-5 }
    }
    var vector = point.map { _ in 1.0 }
    var size = 0.0
    for _ in 0..<3000 {
      // Shifted, so that the largest eigenvalue is the one of the largest size.
      let next = hessian.enumerated().map { i, row in
        zip(row, vector).reduce(10 * vector[i]) { $0 + $1.0 * $1.1 }
      }
      size = sqrt(next.reduce(0) { $0 + $1 * $1 })
      vector = next.map { $0 / size }
    }
    #expect(abs(found - (size - 10)) < 1e-3 * found)
  }

  @Test("changes nothing of a trial, its batches and running means included")
  func trial() {
    let layers: [any Layer] = [Linear(units: 6), BatchNorm(), ReLU(), Linear(units: 1)]
    var (plain, watched) = (training(layers), training(layers))
    for _ in 0..<15 {
      plain.step()
      let curvature = watched.curvature()
      #expect(curvature?.sharpness ?? 0 > 0)
      watched.step()
    }
    let (a, b) = (plain.learners[0], watched.learners[0])
    #expect(a.optimization == b.optimization)
    #expect(a.buffers?.values == b.buffers?.values)
    #expect(plain.evaluationLoss() == watched.evaluationLoss())
    #expect(plain.progress == watched.progress)
  }

  @Test("settles on 2/η under gradient descent, and so does the critical one")
  func edge() throws {
    let rate = 0.1
    var training = SupervisedTraining<Float>(
      layers: [Linear(units: 32), ReLU(), Linear(units: 32), ReLU(), Linear(units: 1)],
      loss: MeanSquaredError(),
      examples: SampledFunction.sine.samples(count: 100, noise: 0.1, seed: 1),
      batchSize: 100, shuffle: .never, dropsLast: false, optimizer: GradientDescent(),
      learningRate: rate, seed: 0)
    for _ in 0..<400 { training.step() }
    let curvature = try #require(training.curvature())
    let line = try #require(GradientDescent().stabilityLine(learningRate: rate))
    for found in [curvature.sharpness, curvature.criticalSharpness] {
      #expect(try abs(#require(found) / line.sharpness - 1) < 0.08, "\(curvature)")
    }
  }
}

/// 3/2·x² + 1/2·y² + |x − kink|.
private struct Kinked: Landscape {
  var kink: Double

  init(at kink: Double) { self.kink = kink }

  func value(at point: [Double]) -> Double {
    1.5 * point[0] * point[0] + 0.5 * point[1] * point[1] + abs(point[0] - kink)
  }

  func writeGradient(at point: [Double], into gradient: inout [Double]) {
    gradient[0] = 3 * point[0] + (point[0] < kink ? -1 : 1)
    gradient[1] = point[1]
  }
}
