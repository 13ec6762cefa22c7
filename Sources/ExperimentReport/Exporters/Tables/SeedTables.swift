internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// `drawn_seeds.csv`: what each of up to ten seeds had at the places where figures show it as a dot.
enum SeedTable {
  static let columns =
    [
      "problem_index", "optimizer_index", "network", "seed_index", "equal_factors", "place", "step",
      "epoch", "examples", "gradient_evaluations", "seconds",
    ] + SummaryRow.quantities.map(\.rawValue)

  static func add(
    _ seeds: [SeedRow<SummaryRow>], to rows: inout some RowWriter
  ) throws(OutputError) {
    for seed in seeds {
      let row = seed.row
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.text(row.network)
      rows.number(seed.seed)
      rows.number(seed.isOfPowers ? 1 : 0)
      rows.number(seed.place)
      rows.number(row.step)
      rows.number(row.epoch)
      rows.number(row.examples)
      rows.number(row.gradientEvaluations)
      rows.number(row.seconds)
      for quantity in SummaryRow.quantities { rows.number(seed.values[quantity]) }
      try rows.endLine()
    }
  }
}

/// `drawn_layer_seeds.csv`: the same of the layers.
enum LayerSeedTable {
  static let columns =
    [
      "problem_index", "optimizer_index", "network", "seed_index", "equal_factors", "place", "step",
      "layer", "units",
    ] + LayerSummaryRow.quantities.map(\.rawValue)

  static func add(
    _ seeds: [SeedRow<LayerSummaryRow>], to rows: inout some RowWriter
  ) throws(OutputError) {
    for seed in seeds {
      let row = seed.row
      rows.number(row.problem)
      rows.number(row.optimizer)
      rows.text(row.network)
      rows.number(seed.seed)
      rows.number(seed.isOfPowers ? 1 : 0)
      rows.number(seed.place)
      rows.number(row.step)
      rows.number(row.layer)
      rows.number(row.units)
      for quantity in LayerSummaryRow.quantities { rows.number(seed.values[quantity]) }
      try rows.endLine()
    }
  }
}
