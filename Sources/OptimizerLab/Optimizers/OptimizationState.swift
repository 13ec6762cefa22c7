/// Where an optimizer stands: the parameters, the last gradient, and what it remembers.
///
/// A value: a copy is a snapshot, and two trials cannot share momentum.
public struct OptimizationState<S: Scalar>: Sendable, Equatable {
  public var parameters: [S]
  /// The gradient that made the last update, before any weight decay.
  public var gradient: [S]
  public var memory: Memory<S>

  public init(_ parameters: [S]) {
    self.parameters = parameters
    gradient = [S](repeating: 0, count: parameters.count)
    memory = Memory()
  }
}

/// What an optimizer remembers between steps.
///
/// The vectors are empty until an optimizer asks for them at its first step; what each stands for
/// is said in the optimizer's file. All optimizers use this one type, so that a checkpoint need
/// not know which one it holds.
public struct Memory<S: Scalar>: Sendable, Equatable {
  /// Updates so far; the paper's t.
  public var step = 0
  public var first: [S] = []
  public var second: [S] = []
  public var third: [S] = []
  /// One number for all parameters, for what changes from step to step.
  public var scalar = 1.0

  public init() {}
}

/// Allocates a vector of an optimizer's memory at its first step, filled with `value`.
@inline(__always)
func prepare<S: Scalar>(_ vector: inout [S], count: Int, filledWith value: Double = 0) {
  if vector.count != count { vector = [S](repeating: S(value), count: count) }
}
