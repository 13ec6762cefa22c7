package import ExperimentRunner
internal import OptimizerLab

/// The medians and ranges over the seeds.
package enum Summary {
  /// Of so many seeds figures show each, of more the quantiles.
  package static let dotLimit = 10

  /// What becomes of the quantities of one row.
  private struct Measures {
    let hasQuantiles: Bool
    var spreads: [Quantity: Spread] = [:]
    var quantiles: [Quantity: Quantiles] = [:]

    mutating func add(_ values: [Double], of quantity: Quantity) {
      spreads[quantity] = spread(values)
      if hasQuantiles { quantiles[quantity] = Quantiles(of: values) }
    }
  }

  /// The rows of `summary.csv` for the trials of one problem and optimizer.
  /// - Parameter results: those that there are, one a seed.
  package static func rows(
    problem: Int, optimizer: Int, networks: [String], results: [TrialResult]
  ) -> [SummaryRow] {
    let columns = SummaryRow.quantities.compactMap { quantity in
      CurveTable.layout.place(of: quantity).map { (quantity, $0) }
    }
    let all = results.map(\.curves)
    return networks.indices.flatMap { network in
      let flows = results.map { gradientFlow($0, network: network) }
      let ends = all.map { $0.last(ofNetwork: network) }
      return groups(results, all, network: network).map { key, places in
        let first = places[0]
        let curves = all[first.result]
        var measures = Measures(hasQuantiles: results.count > dotLimit)
        for (quantity, place) in columns {
          measures.add(places.compactMap { all[$0.result][$0.row, place] }, of: quantity)
        }
        let step = key.step
        measures.add(places.compactMap { flows[$0.result][step] }, of: .gradientFlow)
        var row = SummaryRow(
          problem: problem, optimizer: optimizer, network: networks[network],
          networkPlace: network, step: step, epoch: curves[first.row, .epoch],
          examples: curves[first.row, .examples].map { Int($0) },
          gradientEvaluations: Int(curves[first.row, .gradientEvaluations] ?? 0),
          seconds: median(places.compactMap { all[$0.result][$0.row, .seconds] }) ?? 0,
          seeds: places.count,
          diverged: results.count { ($0.divergedAt ?? .max) <= step },
          died: places.count { place in
            results[place.result].status == .diverged && place.row == ends[place.result]
          }, values: measures.spreads)
        row.quantiles = measures.quantiles
        return row
      }
    }
  }

  /// By the step, the gradient's norm of the first layer with weights by that of the last; empty
  /// where there is only one.
  private static func gradientFlow(_ result: TrialResult, network: Int) -> [Int: Double] {
    let layers = result.layers
    var ends: [Int: (first: Double, last: Double, count: Int)] = [:]
    for row in 0..<layers.count where layers[row, .network] == Double(network) {
      guard let norm = layers[row, .gradientNorm], let step = layers[row, .step] else { continue }
      let known = ends[Int(step)]
      ends[Int(step)] = (known?.first ?? norm, norm, (known?.count ?? 0) + 1)
    }
    return ends.compactMapValues { $0.count > 1 && $0.last > 0 ? $0.first / $0.last : nil }
  }

  /// The rows of `layer_summary.csv` for the same trials.
  package static func layerRows(
    problem: Int, optimizer: Int, networks: [NetworkShape], results: [TrialResult]
  ) -> [LayerSummaryRow] {
    let columns = LayerSummaryRow.quantities.compactMap { quantity in
      LayerTable.layout.place(of: quantity).map { (quantity, $0) }
    }
    let (allCurves, allLayers) = (results.map(\.curves), results.map(\.layers))
    return networks.indices.flatMap { place -> [LayerSummaryRow] in
      let network = networks[place]
      // The axes other than the step are those of the curve's row of that step.
      let axes = Dictionary(
        groups(results, allCurves, network: place).map { ($0.key.step, $0.places[0]) },
        uniquingKeysWith: { first, _ in first })
      return groups(results, allLayers, network: place).map { key, places in
        let layer = network.layers[key.layer]
        var measures = Measures(hasQuantiles: results.count > dotLimit)
        for (quantity, place) in columns {
          measures.add(places.compactMap { allLayers[$0.result][$0.row, place] }, of: quantity)
        }
        let axis = axes[key.step].map { (allCurves[$0.result], $0.row) }
        var row = LayerSummaryRow(
          problem: problem, optimizer: optimizer, network: network.name,
          networkPlace: place, step: key.step, epoch: axis.flatMap { $0.0[$0.1, .epoch] },
          examples: axis.flatMap { $0.0[$0.1, .examples] }.map { Int($0) },
          gradientEvaluations: Int(axis.flatMap { $0.0[$0.1, .gradientEvaluations] } ?? 0),
          seeds: places.count,
          diverged: results.count { ($0.divergedAt ?? .max) <= key.step },
          layer: layer.index, kind: layer.kind, units: layer.units, values: measures.spreads)
        row.quantiles = measures.quantiles
        return row
      }
    }
  }

  private struct Place {
    var result: Int
    var row: Int
  }

  /// What rows of several seeds agree in.
  private struct Key: Hashable {
    var step: Int
    /// 0 in a table that knows of no layers.
    var layer: Int
  }

  /// The rows of one network that belong together, in the order of the steps and layers.
  private static func groups<Table: RecordTable>(
    _ results: [TrialResult], _ tables: [Records<Table>], network: Int
  ) -> [(key: Key, places: [Place])] where Table.Column == Quantity {
    let layer = Table.layout.place(of: .layer)
    var groups: [Key: [Place]] = [:]
    for (i, records) in tables.enumerated() {
      for row in 0..<records.count where records[row, .network] == Double(network) {
        let key = Key(
          step: Int(records[row, .step] ?? 0),
          layer: layer.flatMap { records[row, $0] }.map { Int($0) } ?? 0)
        groups[key, default: []].append(Place(result: i, row: row))
      }
    }
    if results.contains(where: { $0.stoppedAt != nil }) {
      keepCommon(&groups, tables, network: network)
    }
    return groups.sorted { ($0.key.step, $0.key.layer) < ($1.key.step, $1.key.layer) }
      .map { (key: $0.key, places: $0.value) }
  }

  /// Drops the steps that some seeds recorded alone because they ended there, early: a median of fewer
  /// seeds between two of more would be a spike. Their last rows are in `trials.csv` and `curves.csv`.
  private static func keepCommon<Table: RecordTable>(
    _ groups: inout [Key: [Place]], _ tables: [Records<Table>], network: Int
  ) where Table.Column == Quantity {
    let lasts = tables.map { records in
      (0..<records.count).last { records[$0, .network] == Double(network) }
        .map { Int(records[$0, .step] ?? 0) }
    }
    groups = groups.filter { key, places in
      places.count >= lasts.count { $0.map { $0 >= key.step } ?? false }
    }
  }

  /// `nil` for no values, and for an infinite median.
  /// - Parameter lost: how many more there would be, infinitely high; they are no part of the range.
  package static func spread(_ values: [Double], lost: Int = 0) -> Spread? {
    let all = lost > 0 ? values + [Double](repeating: .infinity, count: lost) : values
    guard let middle = median(all), let low = values.min(), let high = values.max(),
      lost == 0 || middle.isFinite
    else { return nil }
    return Spread(median: middle, low: low, high: high)
  }

  /// The middle value, or the mean of the two in the middle.
  package static func median(_ values: [Double]) -> Double? { Median.of(values) }
}
