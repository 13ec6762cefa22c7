/// The ends of the middle half and of the middle nine tenths of some values.
package struct Quantiles: Sendable, Equatable {
  /// What the columns of a table end in, in the order of `all`.
  package static let names = ["q05", "q25", "q75", "q95"]

  private static let parts = [0.05, 0.25, 0.75, 0.95]

  /// Of 5, 25, 75 and 95 %.
  package var all: [Double]

  package init(all: [Double]) { self.all = all }

  /// Between the two values beside a part the way is straight, the lowest being that of 0 and the highest
  /// that of 1: the seventh definition of Hyndman and Fan (1996), which is NumPy's.
  /// - Returns: `nil` for no values.
  package init?(of values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    all = Self.parts.map { part in
      let place = part * Double(sorted.count - 1)
      let (below, rest) = (Int(place), place - Double(Int(place)))
      guard rest > 0 else { return sorted[below] }
      return sorted[below] + rest * (sorted[below + 1] - sorted[below])
    }
  }
}
