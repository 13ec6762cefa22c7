internal import ExperimentAnalysis
internal import ExperimentRunner

/// A row of a summary, of which figures count along the horizontal axis.
protocol CountedRow {
  var optimizer: Int { get }
  var step: Int { get }
  var gradientEvaluations: Int { get }
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

  /// How high what is drawn of the seeds comes, by optimizer; −∞ where nothing is.
  /// - Parameter network: the only one; all of a problem's without it.
  func highs(_ quantity: Quantity, in problem: Int, network: String? = nil) -> [Double] {
    var highs = [Double](repeating: -.infinity, count: optimizers.count)
    func take(_ row: SummaryRow, _ value: Double?) {
      guard row.problem == problem, network == nil || row.network == network, let value else {
        return
      }
      highs[row.optimizer] = max(highs[row.optimizer], value)
    }
    if hasQuantiles {
      for row in summary { take(row, row.quantiles[quantity]?.all.last) }
    } else {
      for seed in seedRows { take(seed.row, seed.values[quantity]) }
    }
    return highs
  }

  /// What a note says of it where it is higher than the frame.
  var leavingSeeds: String { hasQuantiles ? "the band leaves" : "dots leave" }
}
