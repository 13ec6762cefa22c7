/// Holm's correction for many tests at once (Holm, 1979).
package enum Holm {
  /// What a corrected probability is at most, for a difference to be clear.
  package static let level = 0.05

  /// Each probability, corrected: among m the smallest times m, the next times m − 1, and so on, none
  /// smaller than one before it, and 1 at most.
  package static func corrected(_ probabilities: [Double]) -> [Double] {
    var result = probabilities
    var largest = 0.0
    let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    for (place, index) in order.enumerated() {
      largest = max(largest, min(Double(order.count - place) * probabilities[index], 1))
      result[index] = largest
    }
    return result
  }
}
