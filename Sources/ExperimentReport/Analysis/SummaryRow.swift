internal import ExperimentRunner

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
  /// The columns that `summary.csv` gives as `NAME_median`, `NAME_low` and `NAME_high`.
  package enum Quantity: String, PlacedCase {
    case loss
    case evalLoss = "eval_loss"
    case gradientNorm = "gradient_norm"
    case updateNorm = "update_norm"
    case updateRatio = "update_ratio"
    case parameterNorm = "parameter_norm"
    case distance
    case deadUnits = "dead_units"
    case deadFraction = "dead_fraction"
    case realScore = "real_score"
    case fakeScore = "fake_score"
    case saturation
    /// The gradient's norm of the first layer with weights by that of the last.
    case gradientFlow = "gradient_flow"
  }

  /// Places in the spec's lists, from 0.
  package var problem: Int
  package var optimizer: Int
  package var network: String
  package var step: Int
  package var epoch: Double?
  package var examples: Int?
  package var gradientEvaluations: Int
  /// Median over the seeds.
  package var seconds: Double
  /// How many seeds have a row at this step, and how many had diverged by it.
  package var seeds: Int
  package var diverged: Int
  /// Quantities that do not exist at this step are absent.
  package var values: [Quantity: Spread]

  package init(
    problem: Int, optimizer: Int, network: String, step: Int, epoch: Double?, examples: Int?,
    gradientEvaluations: Int, seconds: Double, seeds: Int, diverged: Int,
    values: [Quantity: Spread]
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.network = network
    self.step = step
    self.epoch = epoch
    self.examples = examples
    self.gradientEvaluations = gradientEvaluations
    self.seconds = seconds
    self.seeds = seeds
    self.diverged = diverged
    self.values = values
  }
}

/// A row of `layer_summary.csv`: one problem, optimizer, network, step and layer, over the seeds.
package struct LayerSummaryRow: Sendable, Equatable {
  /// The columns that `layer_summary.csv` gives as `NAME_median`, `NAME_low` and `NAME_high`.
  package enum Quantity: String, PlacedCase {
    case gradientNorm = "gradient_norm"
    case parameterNorm = "parameter_norm"
    case updateRatio = "update_ratio"
    case deadUnits = "dead_units"
    case alwaysNegative = "always_negative"
    case alwaysPositive = "always_positive"
    case dormantUnits = "dormant_units"
  }

  package var problem: Int
  package var optimizer: Int
  package var network: String
  package var step: Int
  package var epoch: Double?
  package var examples: Int?
  package var gradientEvaluations: Int
  package var seeds: Int
  package var layer: Int
  package var kind: String
  package var units: Int
  package var values: [Quantity: Spread]

  package init(
    problem: Int, optimizer: Int, network: String, step: Int, epoch: Double?, examples: Int?,
    gradientEvaluations: Int, seeds: Int, layer: Int, kind: String, units: Int,
    values: [Quantity: Spread]
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.network = network
    self.step = step
    self.epoch = epoch
    self.examples = examples
    self.gradientEvaluations = gradientEvaluations
    self.seeds = seeds
    self.layer = layer
    self.kind = kind
    self.units = units
    self.values = values
  }
}
