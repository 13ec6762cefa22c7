package import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// What one seed had at one of the places of a curve where figures show the seeds as dots.
package struct SeedRow<Row: CurvePoint>: Sendable {
  /// The curve's row there, whose line the dots stand about.
  package var row: Row
  /// The seed's place in the spec's list.
  package var seed: Int
  /// Whether the places are apart by equal factors, for axes that are.
  package var isOfPowers: Bool
  /// From 1 to `SeedDots.places`, the end; quantities that are recorded more rarely than others have
  /// theirs at other steps.
  package var place: Int
  package var values: [Quantity: Double]

  package init(row: Row, seed: Int, isOfPowers: Bool, place: Int, values: [Quantity: Double]) {
    self.row = row
    self.seed = seed
    self.isOfPowers = isOfPowers
    self.place = place
    self.values = values
  }
}

/// Up to ten seeds are shown each: a band from the lowest to the highest of them looks like an interval,
/// and is none.
package enum SeedDots {
  /// At how many places of a curve.
  package static let places = 10

  /// The dots of one problem and optimizer.
  /// - Parameters:
  ///   - drawn: the rows that its lines are drawn from.
  ///   - seeds: by the seed's place in the spec, the rows of a summary of its trial alone.
  @specialized(where Row == SummaryRow)
  @specialized(where Row == LayerSummaryRow)
  package static func rows<Row: CurvePoint>(
    _ drawn: [Row], of seeds: [(seed: Int, rows: [Row])]
  ) -> [SeedRow<Row>] {
    let curves = seeds.map { Dictionary(grouping: $0.rows, by: \.curve) }
    return Thinning.curves(drawn).flatMap { places -> [SeedRow<Row>] in
      let line = places.map { drawn[$0] }
      let own = zip(seeds, curves).map { seed, curves in
        (seed: seed.seed, values: Self.values(curves[line[0].curve] ?? [], along: line))
      }
      return [false, true].flatMap { Self.rows(line, of: own, isOfPowers: $0) }
    }
  }

  /// By quantity what a seed had at each row of the line: where that stands for several, the mean of
  /// them, and of noisy quantities running medians, as the line has them.
  private static func values<Row: CurvePoint>(
    _ rows: [Row], along line: [Row]
  ) -> [Quantity: [Double?]] {
    var parts: [ArraySlice<Row>] = []
    var next = rows.startIndex
    for row in line {
      let part = row.part ?? row.step...row.step
      while next < rows.endIndex, rows[next].step < part.lowerBound { next += 1 }
      let start = next
      while next < rows.endIndex, rows[next].step <= part.upperBound { next += 1 }
      parts.append(rows[start..<next])
    }
    var all: [Quantity: [Double?]] = [:]
    for quantity in Row.quantities {
      let means = parts.map { part -> Double? in
        let values = part.compactMap { $0.values[quantity]?.median }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
      }
      guard means.contains(where: { $0 != nil }) else { continue }
      all[quantity] = Row.noisy.contains(quantity) ? Smoothing.medians(means) : means
    }
    return all
  }

  private static func rows<Row: CurvePoint>(
    _ line: [Row], of seeds: [(seed: Int, values: [Quantity: [Double?]])], isOfPowers: Bool
  ) -> [SeedRow<Row>] {
    // Most quantities are recorded at the same steps, and have the same places.
    var known: [[Int]: [Int: Int]] = [:]
    /// By the number of the place and the row there, what is shown.
    var shown: [[Int]: [Quantity]] = [:]
    for quantity in Row.quantities {
      let recorded = line.indices.filter { line[$0].values[quantity] != nil }
      guard !recorded.isEmpty else { continue }
      let own =
        known[recorded]
        ?? chosen(recorded.map { line[$0].step }, isOfPowers: isOfPowers).mapValues { recorded[$0] }
      known[recorded] = own
      for (place, row) in own { shown[[place, row], default: []].append(quantity) }
    }
    return shown.keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.flatMap { key in
      seeds.compactMap { seed -> SeedRow<Row>? in
        var values: [Quantity: Double] = [:]
        for quantity in shown[key] ?? [] { values[quantity] = seed.values[quantity]?[key[1]] }
        guard !values.isEmpty else { return nil }
        return SeedRow(
          row: line[key[1]], seed: seed.seed, isOfPowers: isOfPowers, place: key[0], values: values)
      }
    }
  }

  /// Of a curve that is known at those steps the places and which step is nearest to each; the last has
  /// the end, and none the start, from which all set out.
  package static func chosen(_ steps: [Int], isOfPowers: Bool) -> [Int: Int] {
    func way(_ step: Int) -> Double { isOfPowers ? log(1 + Double(step)) : Double(step) }
    guard let first = steps.first, let last = steps.last else { return [:] }
    let (start, length) = (way(first), way(last) - way(first))
    var chosen: [Int: Int] = [:]
    var next = steps.count - 1
    for place in (1...places).reversed() {
      let aim = start + length * Double(place) / Double(places)
      while next > 0, abs(way(steps[next - 1]) - aim) <= abs(way(steps[next]) - aim) { next -= 1 }
      guard next > 0 || steps.count == 1, !chosen.values.contains(next) else { continue }
      chosen[place] = next
    }
    return chosen
  }
}
