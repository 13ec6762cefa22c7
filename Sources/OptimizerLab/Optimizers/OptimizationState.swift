/// Where an optimizer stands: the parameters, the last gradient, and what it remembers.
///
/// A value: a copy is a snapshot, and two trials cannot share momentum.
public struct OptimizationState<S: Scalar>: Sendable, Equatable {
  public var parameters: [S]
  /// The gradient that made the last update, before any weight decay.
  public var gradient: [S]
  public var memory: Memory<S>

  /// - Parameter layout: where the tensors lie in `parameters`; without it, they are one vector.
  public init(_ parameters: [S], layout: ParameterLayout? = nil) {
    let layout = layout ?? ParameterLayout(vectorOf: parameters.count)
    precondition(layout.count == parameters.count)
    self.parameters = parameters
    gradient = [S](repeating: 0, count: parameters.count)
    memory = Memory(layout: layout)
  }
}
