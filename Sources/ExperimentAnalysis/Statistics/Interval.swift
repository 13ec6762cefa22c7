/// Both ends of an interval, and in which part of all experiments such an interval holds what it is for.
package struct Interval: Sendable, Equatable {
  package var low: Double
  package var high: Double
  /// From 0 to 1.
  package var level: Double

  package init(low: Double, high: Double, level: Double) {
    self.low = low
    self.high = high
    self.level = level
  }

  /// That of the same quantity with the other sign.
  var negated: Interval { Interval(low: -high, high: -low, level: level) }
}
