import OptimizerLab
import TestSupport
import Testing

@Suite("A saddle") struct SaddleTests {
  private func training(
    _ saddle: Saddle, _ optimizer: any Optimizer, lr: Double
  ) -> PointTraining<SaddleObjective<Double>> {
    PointTraining(
      SaddleObjective(saddle), start: [1, 0], optimizer: optimizer, learningRate: lr)
  }

  @Test(
    "drives both players apart by √(1 + η²) a step, at every learning rate", arguments: [0.01, 0.3])
  func spiral(lr: Double) {
    var training = training(Saddle(), GradientDescent(), lr: lr)
    var before = 1.0
    for _ in 0..<50 {
      training.step()
      let distance = training.evaluationLoss() ?? .nan
      #expect(abs(distance / before - (1 + lr * lr).squareRoot()) < 1e-14)
      before = distance
    }
    #expect(training.progress.gradientEvaluations == 50)
    #expect(training.landscape == nil)
  }

  @Test("in turns keeps x² + y² − η·x·y, and so circles")
  func circle() {
    let lr = 0.3
    var training = training(Saddle(updates: .alternating), GradientDescent(), lr: lr)
    for _ in 0..<500 {
      training.step()
      let point = training.learners[0].optimization.parameters
      #expect(abs(point[0] * point[0] + point[1] * point[1] - lr * point[0] * point[1] - 1) < 1e-12)
    }
    #expect(training.progress.gradientEvaluations == 1000)
  }

  @Test("comes to rest where it is convex enough: |1 − η·c ± η·i| a step")
  func converges() {
    let (lr, c) = (0.1, 0.5)
    var training = training(Saddle(convexity: c), GradientDescent(), lr: lr)
    for _ in 0..<20 { training.step() }
    let factor = ((1 - lr * c) * (1 - lr * c) + lr * lr).squareRoot()
    var power = 1.0
    for _ in 0..<20 { power *= factor }
    let distance = training.evaluationLoss() ?? .nan
    #expect(abs(distance / power - 1) < 1e-13)
  }

  @Test(
    "lets one optimizer of the point do what two would, one a player",
    arguments: ReferenceOptimizers.cases, Saddle.Updates.allCases)
  func players(_ example: ReferenceCase, _ updates: Saddle.Updates) throws {
    let optimizer = try #require(example.optimizer as? any GradientRule)
    // Muon steps on matrices as wholes, and lookahead is not in turns.
    guard optimizer.goesInParts, !optimizer.looksElsewhere else { return }
    let saddle = Saddle(updates: updates, convexity: 0.2)
    let lr = 0.05
    var together = PointTraining(
      SaddleObjective<Double>(saddle), start: [1, -0.5], optimizer: optimizer, learningRate: lr)
    var players = [1.0, -0.5].map { OptimizationState<Double>(Numbers([$0])) }
    for step in 1...30 {
      together.step()
      let (x, y) = (players[0].parameters[0], players[1].parameters[0])
      var down = Line(slope: y + 0.2 * x)
      _ = down.descend(&players[0], by: optimizer, learningRate: lr)
      let seen = updates == .alternating ? players[0].parameters[0] : x
      var up = Line(slope: 0.2 * y - seen)
      _ = up.descend(&players[1], by: optimizer, learningRate: lr)
      let apart = players.map { $0.parameters[0] }
      #expect(Array(together.learners[0].optimization.parameters) == apart, "step \(step)")
      #expect(
        Array(together.learners[0].optimization.gradient) == [down.slope, up.slope], "step \(step)")
    }
  }

  @Test("has an expression that says what it computes", arguments: [0, 0.25])
  func expression(convexity: Double) {
    let saddle = Saddle(convexity: convexity)
    let said = Formula.value(saddle.expression, x: 0.7, y: -1.3)
    #expect(abs(said - saddle.value(x: 0.7, y: -1.3)) < 1e-14)
  }
}

/// One player, who sees a slope.
private struct Line: Objective {
  var slope: Double
  var gradientEvaluations = 0

  init(slope: Double) { self.slope = slope }

  mutating func evaluate(at point: Span<Double>, gradient: inout MutableSpan<Double>) -> Double {
    gradient[0] = slope
    return 0
  }
}
