public import SpecLanguage

/// AdamW, as `torch.optim.AdamW`: Adam with the weight decay taken out of the gradient.
///
/// I. Loshchilov, F. Hutter: Decoupled Weight Decay Regularization, ICLR 2019 (arXiv:1711.05101),
/// algorithm 2.
///
///     θ ← θ − η·λ·θ
///     θ ← θ − η·m̂ / (√v̂ + ε)      as Adam, with the gradient alone
///
/// Departures from the paper: the decay is multiplied by the learning rate, as in PyTorch (the paper
/// has a schedule of its own for both). Memory: that of Adam.
public struct AdamW: GradientRule {
  public static let kind = "adamw"
  public static let summary = "Adam with weight decay beside the gradient, not in it"
  public static let defaultLearningRate = 1e-3

  public var adam = Adam()
  public var weightDecay = 0.01

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) { adam.betas[0] = value }

  public var epsilons: [Double] { adam.epsilons }

  public mutating func configure(_ fields: inout Fields) {
    fields.betas(&adam.betas)
    fields.number("eps", &adam.eps, in: .atLeast(0), "Added to the root, outside it: ε.")
    fields.flag("amsgrad", &adam.amsgrad, "Whether the largest v so far is used.")
    fields.number(
      "weight_decay", &weightDecay, in: .atLeast(0),
      "What each step takes off the parameters, times lr: λ.")
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double
  ) {
    let keep = S(1 - learningRate * weightDecay)
    forEachElement(&parameters, gradient) { p, _ in p *= keep }
    adam.update(
      &parameters, along: gradient, in: range, memory: &memory, learningRate: learningRate)
  }
}
