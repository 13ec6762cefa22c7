/// Where parameters stood after each step.
package struct RulePath: Sendable, Equatable {
  /// Of each step, all parameters.
  package var places: [[Double]]

  package init(_ places: [[Double]]) { self.places = places }

  /// Where two paths differ.
  package struct Difference: Sendable, Equatable {
    /// Counts from 1.
    package var step: Int
    /// Counts from 0.
    package var parameter: Int
    /// Of the two numbers, relative to the larger; infinite where only one of them is a number.
    package var size: Double
  }

  /// How far a number is from another, relative to the larger, where anything below 0.001 counts as
  /// that. Two that are no numbers are equal.
  package static func distance(_ a: Double, _ b: Double) -> Double {
    if a.isFinite, b.isFinite { return (a - b).magnitude / max(1e-3, a.magnitude, b.magnitude) }
    if a.isNaN { return b.isNaN ? 0 : .infinity }
    return a == b ? 0 : .infinity
  }

  /// The largest distance over all steps and parameters.
  package func distance(to other: RulePath) -> Double {
    guard places.count == other.places.count else { return .infinity }
    var largest = 0.0
    for step in places.indices {
      let (here, there) = (places[step], other.places[step])
      guard here.count == there.count else { return .infinity }
      for i in here.indices { largest = max(largest, Self.distance(here[i], there[i])) }
    }
    return largest
  }

  /// The first step after which the two differ by more than `tolerance`, and the parameter that differs
  /// most there.
  package func firstDifference(from other: RulePath, tolerance: Double) -> Difference? {
    for step in 0..<min(places.count, other.places.count) {
      var worst = Difference(step: step + 1, parameter: 0, size: 0)
      for i in 0..<min(places[step].count, other.places[step].count) {
        let size = Self.distance(places[step][i], other.places[step][i])
        if size > worst.size { worst = Difference(step: step + 1, parameter: i, size: size) }
      }
      if worst.size > tolerance { return worst }
    }
    return nil
  }

  /// The first number that is none: step and parameter.
  package var firstNotFinite: (step: Int, parameter: Int)? {
    for (step, place) in places.enumerated() {
      if let i = place.firstIndex(where: { !$0.isFinite }) { return (step + 1, i) }
    }
    return nil
  }

  /// How many numbers of it are numbers.
  package var finiteCount: Int {
    places.reduce(0) { $0 + $1.count { $0.isFinite } }
  }
}
