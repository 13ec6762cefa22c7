/// Something to walk down: it gives a value and writes a gradient.
public protocol Objective {
  associatedtype Number: Scalar

  /// The value at `point`.
  /// - Parameter gradient: overwritten; as many numbers as `point` has.
  mutating func evaluate(at point: [Number], gradient: inout [Number]) -> Double

  /// Gradients of one example's loss computed so far; of an objective without examples, gradients.
  ///
  /// Counted by each evaluation, so that a step that asks for several is told with its whole cost.
  var gradientEvaluations: Int { get }
}
