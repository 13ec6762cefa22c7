public import SpecLanguage

/// RMSprop, as `torch.optim.RMSprop`.
///
/// T. Tieleman, G. Hinton: Lecture 6.5 of Neural Networks for Machine Learning, Coursera, 2012; the
/// centered form: A. Graves: Generating Sequences With Recurrent Neural Networks, 2013
/// (arXiv:1308.0850), equations 38 to 41.
///
///     S ← α·S + (1 − α)·g²
///     d = g / (√S + ε)            centered: √(S − m²), with m ← α·m + (1 − α)·g
///     θ ← θ − η·d                 with momentum: b ← μ·b + d, θ ← θ − η·b
///
/// Departures: ε is outside the root, as in PyTorch; Graves and Keras have it inside. α is 0.99 as in
/// PyTorch; the lecture has 0.9. Memory: `square_avg` is S,
/// `momentum_buffer` is b, `grad_avg` is m.
public struct RMSprop: GradientRule {
  public static let kind = "rmsprop"
  public static let summary = "gradients divided by the root of their own mean square"
  public static let defaultLearningRate = 0.01

  public var alpha = 0.99
  public var eps = 1e-8
  public var momentum = 0.0
  public var centered = false
  public var weightDecay = 0.0

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) { momentum = value }

  public var epsilons: [Double] { [eps] }

  public mutating func configure(_ fields: inout Fields) {
    fields.number("alpha", &alpha, in: 0..<1, "How much of the mean square stays: α.")
    fields.number("eps", &eps, in: .atLeast(0), "Added to the root, outside it: ε.")
    fields.number("momentum", &momentum, in: 0..<1, "How much of the velocity stays: μ.")
    fields.flag("centered", &centered, "Whether the mean gradient is taken off first.")
    fields.weightDecay(&weightDecay)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double
  ) {
    let eta = S(learningRate)
    let keep = S(alpha)
    let share = S(1 - alpha)
    let mu = S(momentum)
    let epsilon = S(eps)
    let lambda = S(weightDecay)
    let center: S = centered ? 1 : 0
    memory.withVectors("square_avg", "momentum_buffer", "grad_avg", in: range) {
      square, velocity, average in
      forEachElement(&parameters, gradient, &square, &velocity, &average) {
        p, g, s, b, mean in
        let g = g + lambda * p
        s = keep * s + share * g * g
        mean = keep * mean + share * g
        // Rounding can take a variance below 0, where its root does not exist.
        let variance = s - center * mean * mean
        b = mu * b + g / (S.root(variance < 0 ? 0 : variance) + epsilon)
        p -= eta * b
      }
    }
  }
}
