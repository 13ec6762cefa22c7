public import SpecLanguage

/// A way to walk down: settings only; what it remembers between steps is in an `OptimizationState`.
///
/// A new optimizer is one file and one word in `Catalog.optimizers`. Most are a `GradientRule` and
/// write only `update`.
public protocol Optimizer: Configurable, Sendable {
  /// The name in a spec.
  static var kind: String { get }
  /// One line for `optlab list optimizers`.
  static var summary: String { get }
  /// PyTorch's default `lr`.
  static var defaultLearningRate: Double { get }
  /// How many examples an update takes where a spec does not say.
  static var defaultBatch: BatchSize { get }
  /// Whether a step asks for a gradient somewhere else than where the parameters stand.
  var looksElsewhere: Bool { get }
  /// Whether a step is more than updates along the gradient where the parameters stand, so that only
  /// `step` takes it.
  var ownsStep: Bool { get }

  /// Whether a step asks for more than one gradient.
  var evaluatesOften: Bool { get }
  /// How many numbers it remembers for each parameter, at most.
  var memoryVectors: Int { get }

  /// The curvature beyond which its steps down a bowl swing wider each time; `nil` where no such line
  /// is known.
  func stabilityLine(learningRate: Double) -> StabilityLine?
  /// What an update makes of a parameter down a bowl of that curvature; `nil` where that is no linear map.
  func bowlMap(curvature: Double, learningRate: Double) -> BowlMap?
  /// What it divides each parameter's step by, P in θ ← θ − η·m/P, as after its last update; `nil`
  /// where it does not, or before the first.
  func denominators<S: Scalar>(_ memory: Memory<S>) -> [Double]?

  /// Whether it has a momentum, or Adam's β₁, that a schedule can move.
  static var hasMomentum: Bool { get }
  /// The same under its settings.
  var takesMomentum: Bool { get }
  /// Sets that; nothing where it has none.
  mutating func setMomentum(_ value: Double)

  /// Settings that say how it is run, and decide no number.
  static var fieldsOfRun: [String] { get }
  /// Tells whose steps it makes, where several networks learn.
  mutating func setPlayer(_ name: String)

  /// What it adds to divisors so that none is 0.
  var epsilons: [Double] { get }

  /// Takes one step down `objective`.
  /// - Returns: the objective's value at the place where the gradient was taken.
  func step<O: Objective>(
    _ optimization: inout OptimizationState<O.Number>, down objective: inout O, learningRate: Double
  ) -> Double
}

extension Optimizer {
  public static var defaultBatch: BatchSize { .problem }
  public var looksElsewhere: Bool { false }
  public var ownsStep: Bool { looksElsewhere }
  public var evaluatesOften: Bool { false }
  public var memoryVectors: Int { 3 }
  public static var hasMomentum: Bool { false }
  public var takesMomentum: Bool { Self.hasMomentum }
  public mutating func setMomentum(_ value: Double) {}
  public static var fieldsOfRun: [String] { [] }
  public mutating func setPlayer(_ name: String) {}
  public var epsilons: [Double] { [] }
  public func stabilityLine(learningRate: Double) -> StabilityLine? { nil }
  public func bowlMap(curvature: Double, learningRate: Double) -> BowlMap? { nil }
  public func denominators<S: Scalar>(_ memory: Memory<S>) -> [Double]? { nil }

  /// Whether a number that it adds to divisors is subnormal in the precision of a trial. Taken for 0,
  /// it would leave them 0.
  public func needsSubnormals<Number: Scalar>(in precision: Number.Type) -> Bool {
    epsilons.contains { Number($0).isSubnormal }
  }
}

/// How many examples an update takes.
public enum BatchSize: Sendable, Equatable {
  /// As many as the problem says.
  case problem
  case count(Int)
  case all
}

/// An optimizer that needs one gradient a step.
public protocol GradientRule: Optimizer {
  /// Whether what becomes of a parameter depends on nothing of the others, so that an update may be
  /// made of parts.
  var goesInParts: Bool { get }

  /// λ of its weight decay, wherever that goes.
  var weightDecay: Double { get set }
  /// Goes on without any weight decay.
  mutating func dropWeightDecay()

  /// A learning rate that its settings give to parameters of that kind; `nil` for the common one.
  func ownRate(of tensor: Tensor) -> Double?
  /// Takes the common rate for all.
  mutating func dropOwnRates()

  /// Moves some parameters along their gradient: the paper's equations.
  /// - Parameters:
  ///   - parameters: those that are moved.
  ///   - gradient: the loss's gradient by them.
  ///   - range: which of all parameters they are; whole tensors where `goesInParts` is false.
  ///   - memory: counts this step already: `memory.step` is 1 at the first.
  func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double)

  /// Called after the updates of all parameters: for numbers of the memory that move on once a step.
  func finishStep<S: Scalar>(_ memory: inout Memory<S>)
}

extension GradientRule {
  public var goesInParts: Bool { true }
  public mutating func dropWeightDecay() { weightDecay = 0 }
  public func ownRate(of tensor: Tensor) -> Double? { nil }
  public mutating func dropOwnRates() {}

  public func finishStep<S: Scalar>(_ memory: inout Memory<S>) {}

  public func step<O: Objective>(
    _ optimization: inout OptimizationState<O.Number>, down objective: inout O, learningRate: Double
  ) -> Double {
    objective.descend(&optimization, by: self, learningRate: learningRate)
  }
}
