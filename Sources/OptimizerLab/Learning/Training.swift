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

  /// Where it stands between two steps.
  var state: TrainingState<Number> { get }

  /// Goes on from `state`, which a trial of the same settings had.
  /// - Returns: whether it is such a state; where it is not, nothing has changed.
  mutating func restore(_ state: TrainingState<Number>) -> Bool
}

extension Training {
  public var landscape: (any Landscape)? { nil }
  public var fixedNoise: [Float]? { nil }

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

/// Something that learns.
public struct Learner<Number: Scalar> {
  /// `model`, `discriminator` or `generator`.
  public let name: String
  /// `nil` where the parameters are the point itself.
  public let network: Network?
  public let optimizer: any Optimizer
  /// The same where a step is one update with the gradient where it stands; made once, for an optimizer
  /// with many settings would be put on the heap at each step.
  private let rule: (any GradientRule)?
  public let learningRate: Double
  public let initial: Numbers<Number>
  /// What the network's layers keep without learning it, shared with every workspace of this
  /// learner, and what that started from.
  public let buffers: NetworkBuffers<Number>?
  public let initialBuffers: BufferValues<Number>
  public var optimization: OptimizationState<Number>
  /// The loss on the batch that made the last update, before it; NaN before the first.
  public var loss = Double.nan
  /// What a discriminator gave the real and the fake examples of that batch, on average.
  public var realScore = Double.nan
  public var fakeScore = Double.nan
  /// The share of all of them that it gave a score within 0.01 of 0 or of 1.
  public var saturation = Double.nan

  public init(
    name: String, network: Network?, optimizer: any Optimizer, learningRate: Double,
    initial: Numbers<Number>, buffers: NetworkBuffers<Number>? = nil
  ) {
    self.name = name
    self.network = network
    self.optimizer = optimizer
    rule = optimizer.looksElsewhere ? nil : optimizer as? any GradientRule
    self.learningRate = learningRate
    self.initial = initial
    self.buffers = buffers
    initialBuffers = buffers?.values ?? BufferValues()
    optimization = OptimizationState(initial, layout: network?.layout)
  }

  mutating func step<O: Objective>(down objective: inout O, keepsGradient: Bool)
  where O.Number == Number {
    optimization.keepsGradient = keepsGradient
    if let rule {
      loss = objective.descend(&optimization, by: rule, learningRate: learningRate)
    } else {
      loss = optimizer.step(&optimization, down: &objective, learningRate: learningRate)
    }
  }
}
