package import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// A row of a summary, of which many in a row make a curve.
package protocol CurvePoint: Sendable {
  /// What tells one curve from another.
  var curve: [Int] { get }
  var step: Int { get }
  /// How many seeds have a row at this step, and how many had diverged by it.
  var seeds: Int { get }
  var diverged: Int { get }
  /// Takes over what was counted in the rows that it stands for.
  mutating func count(_ rows: ArraySlice<Self>)
  static var quantities: [Quantity] { get }
  /// Those of single updates, which jump from one to the next.
  static var noisy: [Quantity] { get }
  var values: [Quantity: Spread] { get set }
  var quantiles: [Quantity: Quantiles] { get set }
  var part: ClosedRange<Int>? { get set }
}

extension SummaryRow: CurvePoint {
  package var curve: [Int] { [problem, optimizer, networkPlace] }
  /// The loss is a batch's: where there is one over all data, that is drawn.
  package static let noisy: [Quantity] = [
    .loss, .realScore, .fakeScore, .gradientFlow, .updateCosine, .effectiveRate,
  ]

  package mutating func count(_ rows: ArraySlice<SummaryRow>) {
    died = rows.reduce(0) { $0 + $1.died }
  }
}

extension LayerSummaryRow: CurvePoint {
  package mutating func count(_ rows: ArraySlice<LayerSummaryRow>) {}
  package var curve: [Int] { [problem, optimizer, networkPlace, layer] }
  package static let noisy: [Quantity] = [.gradientNorm, .updateRatio, .updateCosine]
}

/// Fewer rows for drawing than were recorded: gnuplot reads a table for every panel anew, and of ten
/// thousand points on four hundred pixels nobody sees one, and their noise hides the other curves.
///
/// A curve's steps are parted evenly and by equal factors at once, so that either axis has its
/// points where it needs them. A part's row stands at its middle step, with the means of the medians and
/// of both ends of the range. The first row stays as it is; the last, at its own step, has the means of
/// the part that it ends: raw beside means it would be a stroke at the edge of the frame. The lowest and
/// the highest of a part would not do for the ends: of single examples they fill the whole frame.
package enum Thinning {
  /// Curves of so many rows are drawn as recorded.
  package static let limit = 320
  /// And walks: of a path that turns, more points are to be seen.
  package static let walkLimit = 1000

  /// The rows that figures draw. Where fewer than half of the seeds are left a curve ends: those that
  /// diverge first are the worst, and without them it would improve by their death.
  /// - Parameter exact: the problems in which nothing is drawn at random, and nothing is smoothed.
  @specialized(where Row == SummaryRow)
  @specialized(where Row == LayerSummaryRow)
  package static func drawn<Row: CurvePoint>(_ rows: [Row], exact: Set<Int> = []) -> [Row] {
    Smoothing.smoothed(thinned(rows.filter { isShown($0) }), exact: exact)
  }

  package static func isShown(_ row: some CurvePoint) -> Bool { row.seeds >= row.diverged }

  package static func thinned<Row: CurvePoint>(_ rows: [Row]) -> [Row] {
    let curves = curves(rows)
    // Nothing is put in another order where nothing is left out.
    guard curves.contains(where: { $0.count > limit }) else { return rows }
    return curves.flatMap { places in
      let own = places.map { rows[$0] }
      return own.count > limit ? merged(own) : own
    }
  }

  /// The places of each curve's rows, in their order; the curves in that of their first rows.
  package static func curves(_ rows: [some CurvePoint]) -> [[Int]] {
    var numbers: [[Int]: Int] = [:]
    var curves: [[Int]] = []
    for (place, row) in rows.enumerated() {
      let curve = row.curve
      if let number = numbers[curve] {
        curves[number].append(place)
      } else {
        numbers[curve] = curves.count
        curves.append([place])
      }
    }
    return curves
  }

  /// The places of a walk's rows that are drawn, where its rows are at those steps: the first of each
  /// part, the last, and those that are marked. A point between two others would lie beside the path.
  package static func places(_ steps: [Int]) -> [Int] {
    guard steps.count > walkLimit, let first = steps.first, let last = steps.last else {
      return Array(steps.indices)
    }
    return steps.indices.filter { place in
      place == 0 || place == steps.count - 1 || isMarked(steps[place])
        || part(steps[place] - first, of: last - first, limit: walkLimit)
          != part(steps[place - 1] - first, of: last - first, limit: walkLimit)
    }
  }

  /// Whether a walk has a mark at that step: of those that all walks have in common.
  package static func isMarked(_ step: Int) -> Bool {
    var step = step
    while step > 0, step % 10 == 0 { step /= 10 }
    return step == 1
  }

  /// Which part of a curve so many steps from its start are in.
  private static func part(_ way: Int, of length: Int, limit: Int) -> [Int] {
    let half = Double(limit / 2)
    let share = Double(way) / Double(max(length, 1))
    let factor = log(1 + Double(way)) / log(1 + Double(max(length, 1)))
    return [Int(share * half), Int(factor * half)]
  }

  private static func merged<Row: CurvePoint>(_ rows: [Row]) -> [Row] {
    let length = rows[rows.count - 1].step - rows[0].step
    func part(_ row: Row) -> [Int] { Self.part(row.step - rows[0].step, of: length, limit: limit) }
    var parts: [Range<Int>] = []
    var start = 1
    while start < rows.count - 1 {
      let own = part(rows[start])
      let end = rows[start..<(rows.count - 1)].firstIndex { part($0) != own } ?? rows.count - 1
      parts.append(start..<end)
      start = end
    }
    let last = (parts.popLast()?.lowerBound ?? rows.count - 1)..<rows.count
    return [rows[0]]
      + parts.map { merged(rows[$0], at: ($0.lowerBound + $0.upperBound - 1) / 2) }
      + [merged(rows[last], at: rows.count - 1)]
  }

  /// - Parameter place: of the row at whose step they stand.
  private static func merged<Row: CurvePoint>(_ rows: ArraySlice<Row>, at place: Int) -> Row {
    var row = rows[place]
    row.count(rows)
    guard rows.count > 1, let first = rows.first, let last = rows.last else { return row }
    row.part = first.step...last.step
    for quantity in Row.quantities {
      let spreads = rows.compactMap { $0.values[quantity] }
      func mean(_ part: KeyPath<Spread, Double>) -> Double {
        spreads.reduce(0) { $0 + $1[keyPath: part] } / Double(spreads.count)
      }
      row.values[quantity] =
        spreads.isEmpty ? nil : Spread(median: mean(\.median), low: mean(\.low), high: mean(\.high))
      let ends = rows.compactMap { $0.quantiles[quantity]?.parts }
      row.quantiles[quantity] = ends.first.map { first in
        Quantiles(
          parts: first.indices.map { part in
            ends.reduce(0) { $0 + $1[part] } / Double(ends.count)
          })
      }
    }
    return row
  }
}
