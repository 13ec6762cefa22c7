public import SpecLanguage

/// Lion, which takes of its momentum nothing but the sign.
///
/// X. Chen et al.: Symbolic Discovery of Optimization Algorithms, NeurIPS 2023 (arXiv:2302.06675),
/// algorithm 2.
///
///     c = β₁·m + (1 − β₁)·g
///     θ ← θ − η·(sign c + λ·θ)
///     m ← β₂·m + (1 − β₂)·g
///
/// Departures from the paper: none; the sign of 0 is 0, as PyTorch's `sign` has it. Not in
/// `torch.optim`. Memory: `exp_avg` is m.
public struct Lion: GradientRule {
  public static let kind = "lion"
  public static let summary = "steps of one size, in the sign of a momentum"
  public static let defaultLearningRate = 1e-4

  public var betas = [0.9, 0.99]
  public var weightDecay = 0.0

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) { betas[0] = value }

  public mutating func configure(_ fields: inout Fields) {
    fields.numbers(
      "betas", &betas, count: 2, in: 0..<1,
      "How much of the mean of g stays, for the step and for the next: β₁, β₂.")
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
    let beta1 = S(betas[0])
    let beta2 = S(betas[1])
    let share1 = S(1 - betas[0])
    let share2 = S(1 - betas[1])
    let eta = S(learningRate)
    let keep = S(1 - learningRate * weightDecay)
    memory.withVector("exp_avg", in: range) { mean in
      forEachElement(&parameters, gradient, &mean) { p, g, m in
        let c = (beta1 * m).addingProduct(share1, g)
        // A NaN is neither, and stays.
        let sign: S = c > 0 ? 1 : c < 0 ? -1 : c
        p = (keep * p).addingProduct(-eta, sign)
        m = (beta2 * m).addingProduct(share2, g)
      }
    }
  }
}
