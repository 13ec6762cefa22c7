/// Something to walk down: it gives a value and writes a gradient.
public protocol Objective {
  associatedtype Number: Scalar

  /// The value at `point`.
  /// - Parameter gradient: overwritten; as many numbers as `point` has.
  mutating func evaluate(at point: Span<Number>, gradient: inout MutableSpan<Number>) -> Double

  /// Takes one step with the gradient where the parameters stand.
  ///
  /// An objective that has its gradient part by part may update each part at once.
  /// - Returns: the value where the parameters stood.
  mutating func descend(
    _ optimization: inout OptimizationState<Number>, by rule: any GradientRule,
    learningRate: Double
  ) -> Double

  /// Gradients of one example's loss computed so far; of an objective without examples, gradients.
  ///
  /// Counted by each evaluation, so that a step that asks for several is told with its whole cost.
  var gradientEvaluations: Int { get }
}

extension Objective {
  public mutating func descend(
    _ optimization: inout OptimizationState<Number>, by rule: any GradientRule,
    learningRate: Double
  ) -> Double {
    let value = optimization.evaluate(&self)
    optimization.update(by: rule, learningRate: learningRate)
    return value
  }
}
