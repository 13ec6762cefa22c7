internal import ExperimentAnalysis
internal import ExperimentRunner

/// A row of a summary, of which figures count along the horizontal axis.
protocol CountedRow {
  var optimizer: Int { get }
  var step: Int { get }
  var gradientEvaluations: Int { get }
  var quantiles: [Quantity: Quantiles] { get }
}

extension SummaryRow: CountedRow {}
extension LayerSummaryRow: CountedRow {}

extension RunOverview.Problem {
  /// What stands above a network's panels: its own name only where there are several.
  func heading(of network: String) -> String {
    networks.count > 1 ? "\(name): \(network)" : name
  }
}

extension RunOverview {
  /// The horizontal axis that holds all curves of some rows.
  static func axis<Row: CountedRow>(
    _ label: String, of rows: [Row], value: (Row) -> Int, optimizers: Int, ticks: Double
  ) -> Axis {
    var ends = [Int](repeating: 0, count: optimizers)
    var first = Int.max
    for row in rows {
      ends[row.optimizer] = max(ends[row.optimizer], value(row))
      if value(row) > 0 { first = min(first, value(row)) }
    }
    return .counts(label, ends: ends, first: first == .max ? 1 : first, ticks: ticks)
  }

  /// The vertical axis of some rows' curves, of equal factors, with room for their bands of quantiles.
  /// - Parameter also: values that are to be seen with each curve.
  func axisOfFactors<Row: CountedRow>(
    _ rows: [Row], _ quantity: Quantity, also: [Double] = [], _ median: (Row) -> Double?
  ) -> ValueAxis {
    let curves = optimizers.indices.map { optimizer in
      rows.filter { $0.optimizer == optimizer }.compactMap(median) + also
    }
    let axis = ValueAxis(curves: curves, logarithmic: true)
    guard hasQuantiles else { return axis }
    var highs = [Double](repeating: -.infinity, count: optimizers.count)
    var lows = [Double](repeating: .infinity, count: optimizers.count)
    for row in rows where isProminent(row.optimizer) {
      guard let band = row.quantiles[quantity], band.high.isFinite else { continue }
      highs[row.optimizer] = max(highs[row.optimizer], band.high)
      if band.low > 0 { lows[row.optimizer] = min(lows[row.optimizer], band.low) }
    }
    return axis.reaching(highs, lows: lows)
  }

  /// How high what is drawn of the seeds comes, by optimizer; −∞ where nothing is.
  /// - Parameter network: the only one; all of a problem's without it.
  func highs(_ quantity: Quantity, in problem: Int, network: String? = nil) -> [Double] {
    var highs = [Double](repeating: -.infinity, count: optimizers.count)
    func take(_ row: SummaryRow, _ value: Double?) {
      guard row.problem == problem, network == nil || row.network == network, let value,
        isProminent(row.optimizer)
      else { return }
      highs[row.optimizer] = max(highs[row.optimizer], value)
    }
    if hasQuantiles {
      for row in summary { take(row, row.quantiles[quantity]?.high) }
    } else {
      for seed in seedRows { take(seed.row, seed.values[quantity]) }
    }
    return highs
  }

  /// The same of how low it comes, where that is a band of quantiles; none otherwise.
  func lows(_ quantity: Quantity, in problem: Int, network: String? = nil) -> [Double] {
    guard hasQuantiles else { return [] }
    var lows = [Double](repeating: .infinity, count: optimizers.count)
    for row in summary
    where row.problem == problem && network.map({ $0 == row.network }) ?? true
      && isProminent(row.optimizer)
    {
      guard let low = row.quantiles[quantity]?.low else { continue }
      lows[row.optimizer] = min(lows[row.optimizer], low)
    }
    return lows
  }

  /// What a note says of it where it is higher than the frame.
  var leavingSeeds: String { hasQuantiles ? "the band leaves" : "dots leave" }
}
