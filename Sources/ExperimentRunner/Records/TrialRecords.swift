internal import OptimizerLab

/// The columns of `curves.csv` that a trial records, from `network` on.
package enum CurveColumn: String, RecordColumn {
  /// The place of the learner: 0 for a model or a discriminator, 1 for a generator.
  case network
  case step, epoch, examples
  case gradientEvaluations = "gradient_evaluations"
  case seconds, loss
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
  /// Has a table of its own, `discriminator.csv`.
  case saturation

  /// Those of `curves.csv` behind its keys.
  package static let ofCurves = allCases.filter { $0 != .network && $0 != .saturation }
}

/// The columns of `layers.csv` that a trial records; the layer's kind and units are the spec's.
package enum LayerColumn: String, RecordColumn {
  case network, step, layer
  case gradientNorm = "gradient_norm"
  case parameterNorm = "parameter_norm"
  case updateRatio = "update_ratio"
  case deadUnits = "dead_units"
  case alwaysNegative = "always_negative"
  case alwaysPositive = "always_positive"
  case dormantUnits = "dormant_units"
}

/// What `histograms.csv` says of a histogram, beyond its bins.
package enum HistogramColumn: String, RecordColumn {
  /// The place of the learner, and the quantity's among `Histogram.Quantity`.
  case network, step, layer, quantity
  case low, high, sum
  case sumOfSquares = "sum_of_squares"
}

/// Where a walk down a surface was.
package enum PathColumn: String, RecordColumn {
  case step, x, y, value
}
