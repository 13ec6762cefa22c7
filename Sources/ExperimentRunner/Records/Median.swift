/// The value in the middle.
package enum Median {
  /// The middle value, or the mean of the two in the middle; `nil` for no values.
  package static func of(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    guard sorted.count % 2 == 0 else { return sorted[middle] }
    let (low, high) = (sorted[middle - 1], sorted[middle])
    // The sum of two large numbers may be none.
    return (low + high).isInfinite && high.isFinite ? low / 2 + high / 2 : (low + high) / 2
  }
}
