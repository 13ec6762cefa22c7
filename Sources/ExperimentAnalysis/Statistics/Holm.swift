/// Holm's correction for many tests at once (Holm, 1979).
package enum Holm {
  /// What a corrected probability is at most, for a difference to be clear.
  package static let level = 0.05

  /// Each probability, corrected: among m the smallest times m, the next times m − 1, and so on, none
  /// smaller than one before it, and 1 at most.
  ///
  /// Of tests that were chosen by their results, as those against the best, `count` is of all among which
  /// they were: what is then clear would be clear among all of them, too, for each of the others has its
  /// place before or after it with a factor no larger.
  package static func corrected(_ probabilities: [Double], of count: Int? = nil) -> [Double] {
    var result = probabilities
    var largest = 0.0
    let count = max(count ?? 0, probabilities.count)
    let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    for (place, index) in order.enumerated() {
      largest = max(largest, min(Double(count - place) * probabilities[index], 1))
      result[index] = largest
    }
    return result
  }
}
