import OptimizerLab
import TestSupport
import Testing

@Suite("A bowl") struct BowlTests {
  /// With the rotation that suits their number.
  static let bowls = [
    OptimizerLab.Bowl(curvatures: [3]), OptimizerLab.Bowl(curvatures: [1, 25]),
    OptimizerLab.Bowl(curvatures: [1, 25], rotation: .degrees(30)),
    OptimizerLab.Bowl(curvatures: [4, 0.5], rotation: .seed(2)),
    OptimizerLab.Bowl(curvatures: [0, 1, 10, 100, 2], rotation: .seed(0)),
    OptimizerLab.Bowl(curvatures: (1...40).map { Double($0) }, rotation: .seed(9)),
  ]

  private func point(_ bowl: OptimizerLab.Bowl, seed: UInt64 = 1) -> [Double] {
    var generator = MersenneTwister(seed: seed)
    return generator.doubleNormals(bowl.dimension)
  }

  @Test("is ½ Σ λ·y² of the coordinates along its axes", arguments: bowls)
  func value(_ bowl: OptimizerLab.Bowl) {
    let point = point(bowl)
    let along = bowl.coordinates(of: point)
    let value = zip(bowl.curvatures, along).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 }
    var objective = BowlObjective<Double>(bowl)
    var gradient = [Double](repeating: .nan, count: bowl.dimension)
    let error = largestError(
      [objective.evaluate(at: point, gradient: &gradient), objective.height(at: point.span)],
      [value, value], floor: 1)
    #expect(error < 1e-13)
    #expect(objective.gradientEvaluations == 1)
  }

  @Test("has the gradient of finite differences", arguments: bowls)
  func gradient(_ bowl: OptimizerLab.Bowl) {
    let point = point(bowl)
    var objective = BowlObjective<Double>(bowl)
    var gradient = [Double](repeating: .nan, count: bowl.dimension)
    _ = objective.evaluate(at: point, gradient: &gradient)
    let error = GradientCheck.worstError(of: gradient, at: point) {
      var objective = objective
      return objective.height(at: $0.span)
    }
    #expect(error < 1e-7)
  }

  @Test("is turned without being stretched", arguments: bowls)
  func turns(_ bowl: OptimizerLab.Bowl) {
    let (a, b) = (point(bowl), point(bowl, seed: 2))
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (x, y) = (bowl.coordinates(of: a), bowl.coordinates(of: b))
    #expect(abs(product(a, b) - product(x, y)) < 1e-12)
    #expect(abs(product(a, a) - product(x, x)) < 1e-12)
  }

  @Test("points its first axis so many degrees from x towards y")
  func degrees() {
    let bowl = OptimizerLab.Bowl(curvatures: [1, 2], rotation: .degrees(30))
    let along = bowl.coordinates(of: [Double(3).squareRoot() / 2, 0.5])
    #expect(largestError(along, [1, 0], floor: 1) < 1e-15)
  }

  @Test("draws every direction alike: none of many seeds leaves an axis where it was")
  func directions() {
    let firsts = (0..<400).map { seed in
      OptimizerLab.Bowl(curvatures: [1, 1, 1], rotation: .seed(UInt64(seed))).coordinates(of: [
        1, 0, 0,
      ])
    }
    // Each squared coordinate of a random direction in three dimensions is a third on average, with
    // a deviation of √(4/45).
    for axis in 0..<3 {
      let mean = firsts.reduce(0) { $0 + $1[axis] * $1[axis] } / 400
      #expect(abs(mean - 1.0 / 3) < 4 * (4.0 / 45 / 400).squareRoot())
    }
  }

  @Test("has an expression that says what it computes", arguments: bowls[1...3])
  func expression(_ bowl: OptimizerLab.Bowl) {
    let point = point(bowl)
    var objective = BowlObjective<Double>(bowl)
    let said = Formula.value(bowl.planeExpression, x: point[0], y: point[1])
    #expect(largestError([said], [objective.height(at: point.span)], floor: 1) < 1e-12)
  }

  @Test("is the plain quadratic where it has its curvatures")
  func plain() {
    var bowl = BowlObjective<Float>(OptimizerLab.Bowl(curvatures: [1, 25]))
    var plain = SurfaceObjective<Float>(Quadratic.self)
    let point: [Float] = [0.3, -1.7]
    var (ours, theirs) = ([Float](repeating: 0, count: 2), [Float](repeating: 0, count: 2))
    #expect(
      bowl.evaluate(at: point, gradient: &ours) == plain.evaluate(at: point, gradient: &theirs))
    #expect(ours == theirs)
  }
}
