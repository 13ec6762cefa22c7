/// Where an optimizer stands: the parameters, the last gradient, and what it remembers.
///
/// A value: a copy is a snapshot, and two trials cannot share momentum.
public struct OptimizationState<S: Scalar>: Sendable {
  public var parameters: Numbers<S>
  /// The gradient that made the last update, before any weight decay; where it was not to be kept,
  /// without meaning.
  public var gradient: Numbers<S>
  public var memory: Memory<S>
  /// Whether somebody will look at the gradient after the step.
  public var keepsGradient = true
  /// `nil` where all parameters are treated alike.
  var groups: ParameterGroups?

  /// - Parameter layout: where the tensors lie in `parameters`; without it, they are one vector.
  public init(_ parameters: Numbers<S>, layout: ParameterLayout? = nil) {
    let layout = layout ?? ParameterLayout(vectorOf: parameters.count)
    precondition(layout.count == parameters.count)
    self.parameters = parameters
    gradient = Numbers(count: parameters.count)
    memory = Memory(layout: layout)
  }

  /// Writes the gradient of `objective` at a place, or where the parameters stand.
  /// - Returns: its value there.
  mutating func evaluate<O: Objective>(_ objective: inout O, at point: Numbers<S>? = nil) -> Double
  where O.Number == S {
    Self.evaluate(&objective, at: point ?? parameters, into: &gradient)
  }

  private static func evaluate<O: Objective>(
    _ objective: inout O, at point: Numbers<S>, into gradient: inout Numbers<S>
  ) -> Double where O.Number == S {
    var all = gradient.mutableSpan
    return objective.evaluate(at: point.span, gradient: &all)
  }

  /// Keeps the gradient of the parameters in `range`.
  @inline(__always)
  mutating func keep(_ part: Span<S>, in range: Range<Int>) {
    var all = gradient.mutableSpan
    var own = all._mutatingExtracting(range)
    copyNumbers(part, into: &own)
  }

  /// Moves the parameters in `range` along their gradient.
  @inline(__always)
  mutating func update(
    along part: Span<S>, in range: Range<Int>, by rule: any GradientRule, learningRate: Double
  ) {
    if let groups {
      Self.update(&parameters, along: part, in: range, &memory, by: groups)
    } else {
      Self.update(&parameters, along: part, in: range, &memory, by: rule, learningRate)
    }
  }

  /// Moves all parameters along the gradient that is there.
  @specialized(where S == Float)
  @specialized(where S == Double)
  mutating func update(by rule: any GradientRule, learningRate: Double) {
    memory.step += 1
    if let groups {
      Self.update(&parameters, along: gradient, &memory, by: groups)
    } else {
      Self.update(&parameters, along: gradient, &memory, by: rule, learningRate)
    }
    rule.finishStep(&memory)
  }

  /// Moves the parameters in `range` along the part of their gradient that is there. Counts no step.
  @inline(__always)
  mutating func update(_ range: Range<Int>, by rule: any GradientRule, learningRate: Double) {
    Self.update(&parameters, along: gradient, in: range, &memory, by: rule, learningRate)
  }

  @inline(__always)
  private static func update(
    _ parameters: inout Numbers<S>, along gradient: Numbers<S>, in range: Range<Int>,
    _ memory: inout Memory<S>, by rule: any GradientRule, _ learningRate: Double
  ) {
    update(
      &parameters, along: gradient.span.extracting(range), in: range, &memory, by: rule,
      learningRate)
  }

  @inline(__always)
  private static func update(
    _ parameters: inout Numbers<S>, along gradient: Numbers<S>, _ memory: inout Memory<S>,
    by groups: ParameterGroups
  ) {
    update(&parameters, along: gradient.span, in: gradient.indices, &memory, by: groups)
  }

  @inline(__always)
  private static func update(
    _ parameters: inout Numbers<S>, along gradient: Numbers<S>, _ memory: inout Memory<S>,
    by rule: any GradientRule, _ learningRate: Double
  ) {
    update(
      &parameters, along: gradient.span, in: gradient.indices, &memory, by: rule, learningRate)
  }

  @inline(__always)
  private static func update(
    _ parameters: inout Numbers<S>, along part: Span<S>, in range: Range<Int>,
    _ memory: inout Memory<S>, by rule: any GradientRule, _ learningRate: Double
  ) {
    var all = parameters.mutableSpan
    var own = all._mutatingExtracting(range)
    rule.update(&own, along: part, in: range, memory: &memory, learningRate: learningRate)
  }
}

extension OptimizationState: Equatable {
  /// By all that a step changes.
  public static func == (a: Self, b: Self) -> Bool {
    a.parameters == b.parameters && a.gradient == b.gradient && a.memory == b.memory
      && a.keepsGradient == b.keepsGradient
  }
}
