internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

extension CurveSet {
  /// What decides the curves' values, wherever they are drawn.
  struct Key: Hashable {
    var rows: CurveRows
    var quantity: String
    var optimizer: Int?
  }

  var key: Key { Key(rows: rows, quantity: quantity, optimizer: optimizer) }

  /// The numbers that the curves are drawn from.
  func values(in context: RunOverview, title: String) -> FigureValues {
    var moments: [Int: [FigureValues.Moment]] = [:]
    func add(_ spread: Spread?, of optimizer: Int, at step: Int, units: Int, seeds: Int) {
      if let own = self.optimizer, own != optimizer { return }
      let value = spread.flatMap { spread -> Spread? in
        let result = Spread(
          median: transform.value(spread.median, units: units),
          low: transform.value(spread.low, units: units),
          high: transform.value(spread.high, units: units))
        return result.median.isNaN ? nil : result
      }
      moments[optimizer, default: []].append(.init(step: step, value: value, seeds: seeds))
    }
    switch file {
    case .summary:
      guard let quantity = Quantity(rawValue: quantity) else { break }
      for row in context.everyRow where rows.holds(row) && Thinning.isShown(row) {
        add(row.values[quantity], of: row.optimizer, at: row.step, units: 1, seeds: row.seeds)
      }
    case .layers:
      guard let quantity = Quantity(rawValue: quantity) else { break }
      for row in context.recorded?.layers ?? context.layerSummary
      where rows.holds(row) && Thinning.isShown(row) {
        add(
          row.values[quantity], of: row.optimizer, at: row.step, units: row.units, seeds: row.seeds)
      }
    default: break
    }
    let what = ([title, quantity.words] + (transform.words.map { [$0] } ?? [])).filter {
      !$0.isEmpty
    }
    return FigureValues(
      title: what.joined(separator: " · "),
      rows: context.optimizersInColor.compactMap {
        FigureValues.Row(optimizer: $0, all: moments[$0] ?? [])
      })
  }
}
