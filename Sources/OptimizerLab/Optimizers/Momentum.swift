public import SpecLanguage

/// Momentum, as `torch.optim.SGD(momentum=…)`.
///
/// B. Polyak: Some Methods of Speeding Up the Convergence of Iteration Methods, 1964, equation 9
/// (doi:10.1016/0041-5553(64)90137-5).
///
///     v ← μ·v + (1 − dampening)·g
///     θ ← θ − η·v
///
/// Departures from the paper: the learning rate is outside the velocity, as in PyTorch; Polyak,
/// Keras and CS231n write v ← μ·v − η·g, θ ← θ + v, which is the same until η changes. The first
/// velocity is g, without dampening, as in PyTorch. Memory: `momentum_buffer` is v.
public struct Momentum: GradientRule {
  public static let kind = "momentum"
  public static let summary = "momentum: a velocity that remembers past gradients"
  public static let defaultLearningRate = 0.01

  public var momentum = 0.9
  public var dampening = 0.0
  public var weightDecay = 0.0

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) { momentum = value }

  public mutating func configure(_ fields: inout Fields) {
    fields.number(
      "momentum", &momentum, in: 0..<1, "How much of the velocity stays: μ.")
    fields.number(
      "dampening", &dampening, in: 0...1, "How much of each new gradient is left out.")
    fields.weightDecay(&weightDecay)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double
  ) {
    let eta = S(learningRate)
    let mu = S(momentum)
    let share: S = memory.step == 1 ? 1 : S(1 - dampening)
    let lambda = S(weightDecay)
    memory.withVector("momentum_buffer", in: range) { velocity in
      forEachElement(&parameters, gradient, &velocity) { p, g, v in
        v = (mu * v).addingProduct(share, g.addingProduct(lambda, p))
        p.addProduct(-eta, v)
      }
    }
  }
}
