public import SpecLanguage

/// Nesterov's accelerated gradient, in two forms.
///
/// Y. Nesterov: A Method for Solving the Convex Programming Problem with Convergence Rate O(1/k²),
/// 1983; the form with a velocity: I. Sutskever, J. Martens, G. Dahl, G. Hinton: On the Importance
/// of Initialization and Momentum in Deep Learning, ICML 2013, equations 3 and 4.
///
/// `lookahead` is the paper's: the gradient is taken where the velocity is about to lead.
///
///     g = ∇L(θ − η·μ·v)
///     v ← μ·v + g
///     θ ← θ − η·v
///
/// `torch` is that of `torch.optim.SGD(nesterov=True)`, which takes the gradient where it stands;
/// its parameters are the looked-ahead ones of the other form.
///
///     v ← μ·v + g
///     θ ← θ − η·(g + μ·v)
///
/// Departures from the paper: the learning rate is outside the velocity (as for momentum); the
/// weight decay of `lookahead` is taken at the point of the gradient. Memory: `momentum_buffer`
/// is v, `ahead` the point where `lookahead` takes its gradient.
public struct Nesterov: GradientRule {
  public static let kind = "nesterov"
  public static let summary = "momentum that looks ahead before it takes its gradient"
  public static let defaultLearningRate = 0.01

  public enum Form: String, Sendable, CaseIterable { case torch, lookahead }

  public var momentum = 0.9
  public var form = Form.torch
  public var weightDecay = 0.0

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) { momentum = value }

  public mutating func configure(_ fields: inout Fields) {
    fields.number(
      "momentum", &momentum, in: 0..<1, "How much of the velocity stays: μ.")
    fields.choice(
      "form", &form, "`torch` takes the gradient where it stands, `lookahead` at θ − lr·μ·v.")
    fields.weightDecay(&weightDecay)
  }

  public var looksElsewhere: Bool { form == .lookahead }

  public func step<O: Objective>(
    _ optimization: inout OptimizationState<O.Number>, down objective: inout O, learningRate: Double
  ) -> Double {
    guard form == .lookahead else {
      return objective.descend(&optimization, by: self, learningRate: learningRate)
    }
    if let groups = optimization.groups {
      for part in groups.parts {
        lookAhead(
          optimization.parameters, in: part.range, memory: &optimization.memory,
          learningRate: part.learningRate)
      }
    } else {
      lookAhead(
        optimization.parameters, in: 0..<optimization.parameters.count,
        memory: &optimization.memory, learningRate: learningRate)
    }
    // Out of the memory meanwhile: of a vector that two hold, the update would make a copy.
    var ahead = Numbers<O.Number>()
    optimization.memory.swapVector("ahead", with: &ahead)
    let value = optimization.evaluate(&objective, at: ahead)
    optimization.memory.swapVector("ahead", with: &ahead)
    optimization.update(by: self, learningRate: learningRate)
    return value
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  func lookAhead<S: Scalar>(
    _ parameters: Numbers<S>, in range: Range<Int>, memory: inout Memory<S>, learningRate: Double
  ) {
    let eta = S(learningRate)
    let mu = S(momentum)
    memory.withVectors("momentum_buffer", "ahead", in: range) { velocity, ahead in
      forEachElement(&ahead, parameters.span.extracting(range), &velocity) { ahead, p, v in
        ahead = p.addingProduct(-eta, mu * v)
      }
    }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double
  ) {
    let eta = S(learningRate)
    let mu = S(momentum)
    let lambda = S(weightDecay)
    if form == .lookahead {
      memory.withVectors("momentum_buffer", "ahead", in: range) { velocity, ahead in
        forEachElement(&parameters, gradient, &velocity, &ahead) { p, g, v, ahead in
          v = mu * v + g.addingProduct(lambda, ahead)
          p.addProduct(-eta, v)
        }
      }
    } else {
      memory.withVector("momentum_buffer", in: range) { velocity in
        forEachElement(&parameters, gradient, &velocity) { p, g, v in
          let g = g.addingProduct(lambda, p)
          v = mu * v + g
          p.addProduct(-eta, g.addingProduct(mu, v))
        }
      }
    }
  }
}
