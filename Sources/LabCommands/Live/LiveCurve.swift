package import ExperimentRunner
internal import OptimizerLab

/// One trial's losses and dead units over its steps, in bounded memory, and what its generator last
/// drew.
///
/// Beyond `capacity` points every other one is forgotten, and from then on only every second
/// report is kept, then every fourth, and so on. The newest is always there.
package struct LiveCurve: Sendable {
  package static let capacity = 400

  package let trial: Int
  package let label: String
  /// The optimizer's place in the spec, which decides the colour.
  package let optimizer: Int
  package var isRunning = true
  package private(set) var deadUnits: Int?
  package private(set) var picture: SampleGrid?
  /// The distances of a generator's pictures from the real ones, where they were measured: two dozen
  /// at most.
  package private(set) var distances: [PictureDistance] = []

  private var kept: [Point] = []
  private var newest: Point?
  private var reports = 0
  private var stride = 1

  private struct Point {
    var step: Double
    var losses: [Double]
    /// NaN where none are counted.
    var dead: Double
  }

  package init(trial: Int, label: String, optimizer: Int) {
    self.trial = trial
    self.label = label
    self.optimizer = optimizer
  }

  private var points: [Point] { newest.map { kept + [$0] } ?? kept }

  package var count: Int { kept.count + (newest == nil ? 0 : 1) }
  package var steps: [Double] { points.map(\.step) }
  /// How many networks' losses there are: two for a GAN.
  package var networkCount: Int { kept.first?.losses.count ?? 0 }
  package func losses(ofNetwork network: Int) -> [Double] { points.map { $0.losses[network] } }
  /// As many as steps; NaN where none are counted.
  package var deadCounts: [Double] { points.map(\.dead) }

  /// Losses that are no numbers leave the curves as they are: those of a diverged trial just end.
  package mutating func append(_ advance: TrialAdvance) {
    deadUnits = advance.deadUnits ?? deadUnits
    picture = advance.picture ?? picture
    distances += advance.distances.filter { $0.frechet.magnitude < 1e300 }
    guard advance.losses.allSatisfy({ $0.magnitude < 1e300 }),
      kept.isEmpty || networkCount == advance.losses.count
    else { return }
    let point = Point(
      step: Double(advance.step), losses: advance.losses,
      dead: deadUnits.map { Double($0) } ?? .nan)
    if reports % stride == 0 {
      if kept.count == Self.capacity - 1 { thinOut() }
      kept.append(point)
      newest = nil
    } else {
      newest = point
    }
    reports += 1
  }

  /// Doubles the stride; the report at hand is kept, whether or not it is on the new one.
  private mutating func thinOut() {
    kept = Swift.stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
    stride *= 2
  }
}
