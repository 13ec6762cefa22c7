internal import ExperimentAnalysis
internal import OptimizerLab

/// Walks down a bowl of curvatures 1, 10 and 100 against what its eigenvalues say, worked out by hand.
enum BowlAnswers {
  static var checks: [SelftestCheck] {
    let values = walk(GradientDescent(), learningRate: 0.018, steps: 300)
    return [
      // ½·(0.982²⁰⁰ + 10·0.82²⁰⁰ + 100·0.8²⁰⁰)
      SelftestCheck(
        "value after 100 steps of gradient descent", 0.013221099136, values[100].value,
        within: 1e-12),
      SelftestCheck(
        "factor a step of gradient descent in the end, (1 - 0.018)^2", 0.964324,
        BowlTheory.factor(measuredFrom: values), within: 1e-12),
      stable("gradient descent, 2/100", 0.02, GradientDescent()),
      stable("momentum, 2 * 1.9/100", 0.038, Momentum()),
      stable("Nesterov, 2 * 1.9/(2.8 * 100)", 3.8 / 280, Nesterov()),
    ]
  }

  /// The learning rate at which a walk along the steepest axis neither grows nor dies away, found by
  /// halving: of 2000 steps, whether the last value is above the first.
  private static func stable(
    _ name: String, _ expected: Double, _ optimizer: any Optimizer
  ) -> SelftestCheck {
    var (low, high) = (0.5 * expected, 2 * expected)
    while high - low > 1e-6 * expected {
      let rate = (low + high) / 2
      let last = walk(optimizer, learningRate: rate, steps: 20_000, curvatures: [100]).last
      if (last?.value ?? .infinity) < 50 { low = rate } else { high = rate }
    }
    return SelftestCheck("largest stable rate of \(name)", expected, low, within: 1e-3 * expected)
  }

  /// From 1 along each axis.
  private static func walk(
    _ optimizer: any Optimizer, learningRate: Double, steps: Int,
    curvatures: [Double] = [1, 10, 100]
  ) -> [(step: Int, value: Double)] {
    var training = PointTraining(
      BowlObjective<Double>(Bowl(curvatures: curvatures)),
      start: [Double](repeating: 1, count: curvatures.count), optimizer: optimizer,
      learningRate: learningRate)
    return (0...steps).map { step in
      if step > 0 { training.step() }
      return (step, training.evaluationLoss() ?? .nan)
    }
  }
}
