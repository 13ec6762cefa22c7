package import ExperimentRunner

/// The middle and the ends of one quantity over the seeds.
package struct Spread: Sendable, Equatable {
  package var median: Double
  package var low: Double
  package var high: Double

  package init(median: Double, low: Double, high: Double) {
    self.median = median
    self.low = low
    self.high = high
  }
}

/// A row of `summary.csv`: one problem, optimizer, network and step, over the seeds.
package struct SummaryRow: Sendable, Equatable {
  /// What `summary.csv` gives as `NAME_median`, `NAME_low` and `NAME_high`.
  package static let quantities = CurveTable.summarized

  /// Places in the spec's lists, from 0.
  package var problem: Int
  package var optimizer: Int
  package var network: String
  /// The network's place among its problem's.
  package var networkPlace: Int
  package var step: Int
  package var epoch: Double?
  package var examples: Int?
  package var gradientEvaluations: Int
  /// Median over the seeds.
  package var seconds: Double
  /// How many seeds have a row at this step, and how many had diverged by it.
  package var seeds: Int
  package var diverged: Int
  /// Of how many trials that diverged this is the last row.
  package var died: Int
  /// Quantities that do not exist at this step are absent.
  package var values: [Quantity: Spread]
  /// Of more than `Summary.dotLimit` seeds.
  package var quantiles: [Quantity: Quantiles] = [:]
  /// From which recorded step to which it stands for others; itself alone without it.
  package var part: ClosedRange<Int>?

  package init(
    problem: Int, optimizer: Int, network: String, networkPlace: Int, step: Int, epoch: Double?,
    examples: Int?, gradientEvaluations: Int, seconds: Double, seeds: Int, diverged: Int,
    died: Int = 0, values: [Quantity: Spread]
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.network = network
    self.networkPlace = networkPlace
    self.step = step
    self.epoch = epoch
    self.examples = examples
    self.gradientEvaluations = gradientEvaluations
    self.seconds = seconds
    self.seeds = seeds
    self.diverged = diverged
    self.died = died
    self.values = values
  }
}

/// A row of `layer_summary.csv`: one problem, optimizer, network, step and layer, over the seeds.
package struct LayerSummaryRow: Sendable, Equatable {
  /// What `layer_summary.csv` gives as `NAME_median`, `NAME_low` and `NAME_high`.
  package static let quantities = LayerTable.summarized

  package var problem: Int
  package var optimizer: Int
  package var network: String
  /// The network's place among its problem's.
  package var networkPlace: Int
  package var step: Int
  package var epoch: Double?
  package var examples: Int?
  package var gradientEvaluations: Int
  /// How many seeds have a row at this step, and how many had diverged by it.
  package var seeds: Int
  package var diverged: Int
  package var layer: Int
  package var kind: String
  package var units: Int
  package var values: [Quantity: Spread]
  /// See `SummaryRow`.
  package var quantiles: [Quantity: Quantiles] = [:]
  package var part: ClosedRange<Int>?

  package init(
    problem: Int, optimizer: Int, network: String, networkPlace: Int, step: Int, epoch: Double?,
    examples: Int?, gradientEvaluations: Int, seeds: Int, diverged: Int = 0, layer: Int,
    kind: String, units: Int, values: [Quantity: Spread]
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.network = network
    self.networkPlace = networkPlace
    self.step = step
    self.epoch = epoch
    self.examples = examples
    self.gradientEvaluations = gradientEvaluations
    self.seeds = seeds
    self.diverged = diverged
    self.layer = layer
    self.kind = kind
    self.units = units
    self.values = values
  }
}
