/// One trial in progress: it can take a step and be looked at.
///
/// It owns everything it changes, so trials run beside each other without locks.
public protocol Training<Number> {
  associatedtype Number: Scalar

  /// What learns: one model, or a discriminator and a generator.
  var learners: [Learner<Number>] { get }
  var progress: Progress { get }

  /// Takes one update of every learner.
  /// - Parameter keepsGradient: whether somebody will look at the gradients afterwards; a large network
  ///   is quicker without. The parameters get the same bits.
  mutating func step(keepsGradient: Bool)

  /// How the model stands over all data.
  /// - Parameter visit: shown each batch of what is learned from after its forward pass, the examples
  ///   in their order, so that whoever wants to know of the same examples needs no pass of its own.
  mutating func evaluate(_ visit: (Workspace<Number>, _ rows: Int) -> Void) -> Evaluation

  /// The loss over all data, to be asked for anywhere; `nil` where there is no such thing.
  var landscape: (any Landscape)? { get }

  /// The noise from which a generator's pictures are made, rows × latent; `nil` without one.
  var fixedNoise: [Float]? { get }

  /// Why it has ended before its length; `nil` while it has not.
  var stopReason: String? { get }

  /// Whether it may turn out to be over after that step.
  func mayStop(after step: Int) -> Bool

  /// Where it stands between two steps.
  var state: TrainingState<Number> { get }

  /// Goes on from `state`, which a trial of the same settings had.
  /// - Returns: whether it is such a state; where it is not, nothing has changed.
  mutating func restore(_ state: TrainingState<Number>) -> Bool
}

extension Training {
  public var landscape: (any Landscape)? { nil }
  public var fixedNoise: [Float]? { nil }
  public var stopReason: String? { nil }
  public func mayStop(after step: Int) -> Bool { false }

  public mutating func step() { step(keepsGradient: true) }

  /// The mean loss over all data where the model stands; `nil` where there is no such thing.
  public mutating func evaluationLoss(
    _ visit: (Workspace<Number>, _ rows: Int) -> Void = { _, _ in }
  ) -> Double? {
    evaluate(visit).loss
  }
}

/// How far a trial has come.
public struct Progress: Sendable, Equatable {
  public var step = 0
  /// Examples met so far, repetitions counted; `nil` for a problem without examples.
  public var examples: Int?
  /// Epochs done so far, with a fraction; `nil` for a problem without examples.
  public var epoch: Double?
  /// Gradients of one example's loss computed so far, over all learners; for a surface, gradients.
  public var gradientEvaluations = 0

  public init() {}
}
