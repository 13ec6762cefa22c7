internal import ExperimentRunner
internal import Glibc
package import OptimizerLab

/// Trainings on DeepOBS's `quadratic_deep` against its published results (F. Schneider et al., 2019; the
/// baselines of ten seeds in github.com/fsschneider/DeepOBS_Baselines).
package enum DeepQuadraticRun {
  /// An optimizer with the best of 36 learning rates, and what ten seeds ended with.
  package struct Baseline: Sendable {
    package var name: String
    package var optimizer: any Optimizer
    package var learningRate: Double
    package var mean: Double
    package var deviation: Double
  }

  package static var baselines: [Baseline] {
    var momentum = Momentum()
    momentum.momentum = 0.99
    return [
      Baseline(
        name: "Adam", optimizer: Adam(), learningRate: pow(10, -1.4), mean: 87.112,
        deviation: 0.024),
      Baseline(
        name: "SGD", optimizer: MinibatchGradientDescent(), learningRate: pow(10, -1.8),
        mean: 87.397, deviation: 0.169),
      Baseline(
        name: "momentum", optimizer: momentum, learningRate: pow(10, -2.6), mean: 87.045,
        deviation: 0.025),
    ]
  }

  package static let seeds: [UInt64] = Array(0..<10)

  /// The loss on the test examples before the first step.
  package static var startLoss: Double { testLoss(at: DeepQuadratic.start) }

  private static func testLoss(at point: [Double]) -> Double {
    DeepQuadratic.test.loss(at: point, over: DeepQuadratic.measured)
  }

  /// The loss on the test examples after a training.
  /// - Parameter shuffle: `once` for one order of the batches in all epochs, as TensorFlow's data set
  ///   was read there.
  package static func finalLoss(
    _ baseline: Baseline, seed: UInt64, shuffle: Shuffle = .once,
    epochs: Int = DeepQuadratic.epochs
  ) -> Double {
    var generator = MersenneTwister(seed: seed)
    var order = BatchOrder(
      exampleCount: DeepQuadratic.exampleCount, batchSize: DeepQuadratic.batchSize,
      shuffle: shuffle, dropsLast: true, drawingFrom: &generator)
    var objective = NoisyQuadraticObjective<Double>(DeepQuadratic.training)
    var state = OptimizationState(Numbers(DeepQuadratic.start))
    for _ in 0..<epochs * order.batchesPerEpoch {
      objective.load(order.next(drawingFrom: &generator))
      _ = baseline.optimizer.step(&state, down: &objective, learningRate: baseline.learningRate)
    }
    return testLoss(at: Array(state.parameters))
  }

  /// Mean and deviation over the seeds.
  static func ends(
    _ baseline: Baseline, shuffle: Shuffle = .once
  ) -> (mean: Double, deviation: Double) {
    let losses = seeds.map { finalLoss(baseline, seed: $0, shuffle: shuffle) }
    let mean = losses.reduce(0, +) / Double(losses.count)
    let squares = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(losses.count - 1)).squareRoot())
  }

  static var startCheck: SelftestCheck {
    SelftestCheck("DeepOBS quadratic_deep, loss at the start", 353.446764, startLoss, within: 1e-5)
  }

  /// Whether the mean is the published one, as far as the seeds can tell: within their own spread.
  static func check(_ baseline: Baseline) -> SelftestCheck {
    let ends = ends(baseline)
    return SelftestCheck(
      "DeepOBS quadratic_deep, \(baseline.name)", baseline.mean, ends.mean, within: ends.deviation,
      spreads: (baseline.deviation, ends.deviation))
  }

  /// What the published numbers do not say of themselves.
  static func lesson(_ baseline: Baseline) -> String {
    let ends = ends(baseline, shuffle: .everyEpoch)
    let (mean, published) = (
      PrintedNumber.fixed(ends.mean, decimals: 2), PrintedNumber.fixed(baseline.mean, decimals: 2)
    )
    return "With a new order of the examples in every epoch \(baseline.name) ends at \(mean) ± "
      + "\(PrintedNumber.general(ends.deviation, digits: 2)) instead: the published \(published) needs one "
      + "order that is kept, as \"shuffle\": \"once\" has it."
  }
}
