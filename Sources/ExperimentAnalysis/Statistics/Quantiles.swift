/// The ends of the middle half of some values, of the middle four fifths and of the middle nine tenths.
package struct Quantiles: Sendable, Equatable {
  /// What the columns of a table end in, in the order of `all`; those of `outer` come after all of them.
  package static let names = ["q05", "q25", "q75", "q95"]
  package static let outerNames = ["q10", "q90"]

  private static let parts = [0.05, 0.25, 0.75, 0.95]
  private static let outerParts = [0.1, 0.9]

  /// Of 5, 25, 75 and 95 %.
  package var all: [Double]
  /// Of 10 and 90 %, where the bands of figures end.
  package var outer: [Double]
  package var low: Double { outer[0] }
  package var high: Double { outer[1] }

  package init(all: [Double], outer: [Double]) {
    self.all = all
    self.outer = outer
  }

  /// Between the two values beside a part the way is straight, the lowest being that of 0 and the highest
  /// that of 1: the seventh definition of Hyndman and Fan (1996), which is NumPy's.
  /// - Returns: `nil` for no values.
  package init?(of values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    func value(_ part: Double) -> Double {
      let place = part * Double(sorted.count - 1)
      let (below, rest) = (Int(place), place - Double(Int(place)))
      guard rest > 0 else { return sorted[below] }
      return sorted[below] + rest * (sorted[below + 1] - sorted[below])
    }
    self.init(all: Self.parts.map(value), outer: Self.outerParts.map(value))
  }

  /// All of them, `outer` last.
  var parts: [Double] { all + outer }

  init(parts: [Double]) {
    self.init(
      all: Array(parts.prefix(Self.names.count)), outer: Array(parts.dropFirst(Self.names.count)))
  }
}
