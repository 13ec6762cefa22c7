/// The way to a rule that is computed elsewhere, in a program beside this one, for one trial.
///
/// Its methods are called through `any`: they carry `@specialized` for Float and Double.
public protocol RuleChannel: AnyObject, Sendable {
  /// Whether the rule asks for gradients itself, where it wants them.
  var asks: Bool { get }

  /// Moves a player's parameters along its gradient.
  /// - Returns: whether they were moved; where not, the trial is over.
  func step<S: Scalar>(
    player: String, gradient: Span<S>, learningRate: Double, parameters: inout MutableSpan<S>
  ) -> Bool

  /// The same with a rule that asks.
  /// - Parameter gradientAt: writes the gradient at a point, and returns the loss there.
  /// - Returns: the loss at the first point that it asked for; `nil` where the trial is over.
  func step<S: Scalar>(
    player: String, learningRate: Double, parameters: inout MutableSpan<S>,
    gradientAt: (Span<S>, inout MutableSpan<S>) -> Double
  ) -> Double?
}
