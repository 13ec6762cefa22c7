/// Something to walk down: it gives a value and writes a gradient.
public protocol Objective {
  associatedtype Number: Scalar

  /// The value at `point`.
  /// - Parameter gradient: overwritten; as many numbers as `point` has.
  mutating func evaluate(at point: [Number], gradient: inout [Number]) -> Double
}
