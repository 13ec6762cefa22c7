internal import ExperimentRunner
internal import OptimizerLab

/// Running medians for drawing: what a single batch decides jumps from one recorded update to the next,
/// and several such lines are a felt in which none is seen.
package enum Smoothing {
  /// How many rows go into one point: a twelfth of a curve's, as many before it as after. Towards the
  /// start they are fewer, for there is what changes quickly; at the end those after it are wanting.
  /// Short curves are left as they are.
  package static let part = 12

  /// How many rows of a curve of so many go into a point, on either side of it.
  package static func reach(of count: Int) -> Int { count / (2 * part) }

  /// Each value the median of those around it; gaps stay and count for nothing.
  package static func medians(_ values: [Double?]) -> [Double?] {
    let reach = reach(of: values.count { $0 != nil })
    guard reach > 0 else { return values }
    return values.indices.map { place in
      let own = min(reach, place)
      guard values[place] != nil, own > 0 else { return values[place] }
      let around = values[(place - own)...min(place + own, values.count - 1)]
      return Median.of(around.compactMap { $0 })
    }
  }

  /// Rows whose noisy quantities are running medians, of the median and of the bands' ends likewise.
  /// - Parameter exact: the problems in which nothing is drawn at random.
  static func smoothed<Row: CurvePoint>(_ rows: [Row], exact: Set<Int>) -> [Row] {
    var rows = rows
    for places in Thinning.curves(rows) where !exact.contains(rows[places[0]].curve[0]) {
      for quantity in Row.noisy {
        let spreads = places.map { rows[$0].values[quantity] }
        guard reach(of: spreads.count { $0 != nil }) > 0 else { continue }
        func medians(_ part: KeyPath<Spread, Double>) -> [Double?] {
          Self.medians(spreads.map { $0?[keyPath: part] })
        }
        let (middles, lows, highs) = (medians(\.median), medians(\.low), medians(\.high))
        let known = places.map { rows[$0].quantiles[quantity] }
        let quantiles = (Quantiles.names + Quantiles.outerNames).indices.map { part in
          Self.medians(known.map { $0?.parts[part] })
        }
        for (index, place) in places.enumerated() {
          guard let middle = middles[index], let low = lows[index], let high = highs[index] else {
            continue
          }
          rows[place].values[quantity] = Spread(median: middle, low: low, high: high)
          let ends = quantiles.compactMap { $0[index] }
          if ends.count == quantiles.count {
            rows[place].quantiles[quantity] = Quantiles(parts: ends)
          }
        }
      }
    }
    return rows
  }
}
