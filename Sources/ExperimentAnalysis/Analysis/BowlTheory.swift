package import ExperimentRunner
internal import Glibc
package import OptimizerLab

/// What is known of walks down a quadratic before any is made: an optimizer whose update is linear
/// multiplies the point's coordinate along each axis by a matrix of its own, step by step.
package struct BowlTheory: Sendable {
  /// The axes along which the walk begins away from the minimum.
  private let axes: [(curvature: Double, start: Double)]
  private let largestCurvature: Double
  /// Whether noise is added to gradients, of which only means could be predicted.
  private let hasNoise: Bool

  /// `nil` where the surface is no quadratic.
  package init?(_ source: SurfaceSource) {
    let bowl: Bowl
    switch source.ground {
    case .bowl(let curvatures, let rotation):
      bowl = Bowl(curvatures: curvatures, rotation: rotation)
    case .surface(let surface) where surface == Quadratic.self:
      bowl = Bowl(curvatures: [1, 25])
    case .surface, .saddle: return nil
    }
    let start = bowl.coordinates(of: source.startPoint.map { Double(Float($0)) })
    axes = zip(bowl.curvatures, start).filter { $0 > 0 && $1 != 0 }.map { ($0, $1) }
    largestCurvature = bowl.curvatures.max() ?? 0
    hasNoise = source.noise != nil
  }

  /// The learning rate beyond which the walk swings wider and wider along the steepest axis: 2/λ for
  /// gradient descent. `nil` where none is known.
  package func largestStableRate(of optimizer: any Optimizer) -> Double? {
    optimizer.largestStableRate(curvature: largestCurvature)
  }

  /// The values after so many steps each, which rise; `nil` where they are not known.
  package func values(
    of optimizer: any Optimizer, learningRate: Double, after steps: [Int]
  ) -> [Double]? {
    guard !hasNoise else { return nil }
    var values = [Double](repeating: 0, count: steps.count)
    for axis in axes {
      guard let map = optimizer.bowlMap(curvature: axis.curvature, learningRate: learningRate)
      else { return nil }
      var (theta, velocity, done) = (axis.start, 0.0, 0)
      for (place, step) in steps.enumerated() {
        let ahead = map.updates(step - done)
        (theta, velocity) = (
          ahead.a * theta + ahead.b * velocity, ahead.c * theta + ahead.d * velocity
        )
        done = step
        values[place] += axis.curvature * theta * theta / 2
      }
    }
    return values
  }

  /// What the value is multiplied by at each step in the end; `nil` where it is not known.
  package func factor(of optimizer: any Optimizer, learningRate: Double) -> Double? {
    guard !hasNoise else { return nil }
    let radii = axes.map {
      optimizer.bowlMap(curvature: $0.curvature, learningRate: learningRate)?.spectralRadius
    }
    guard !radii.isEmpty, !radii.contains(nil) else { return nil }
    let radius = radii.compactMap { $0 }.max() ?? 0
    return radius * radius
  }

  /// The same of a walk that was made: the slope of a straight line through the logarithms of its values
  /// over the second half of its steps. `nil` where there are fewer than three.
  package static func factor(measuredFrom values: [(step: Int, value: Double)]) -> Double? {
    // Squares of numbers that single precision holds in full.
    let good = values.filter { $0.value > 1e-70 && $0.value.isFinite }
    guard let last = good.last?.step else { return nil }
    let points = good.filter { 2 * $0.step >= last }.map { (Double($0.step), log($0.value)) }
    guard points.count > 2 else { return nil }
    let count = Double(points.count)
    let (x, y) = (
      points.reduce(0) { $0 + $1.0 } / count, points.reduce(0) { $0 + $1.1 } / count
    )
    let (spread, slope) = points.reduce((0.0, 0.0)) { sum, point in
      (sum.0 + (point.0 - x) * (point.0 - x), sum.1 + (point.0 - x) * (point.1 - y))
    }
    return exp(slope / spread)
  }
}
