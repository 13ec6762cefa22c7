internal import Glibc
public import SpecLanguage

/// RAdam, as `torch.optim.RAdam`: Adam that waits until its mean square can be trusted.
///
/// L. Liu et al.: On the Variance of the Adaptive Learning Rate and Beyond, ICLR 2020
/// (arXiv:1908.03265), algorithm 2.
///
///     ρ∞ = 2/(1 − β₂) − 1,  ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ)
///     ρ > 5:  θ ← θ − η·r·m̂·√(1 − β₂ᵗ) / (√v + ε)
///     else:   θ ← θ − η·m̂
///     r = √((ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ))
///
/// Departures from the paper: ε, which it does without; the bound 5 for its 4, as in PyTorch; weight
/// decay, in the gradient or decoupled as AdamW's. Memory: that of Adam.
public struct RAdam: GradientRule {
  public static let kind = "radam"
  public static let summary = "Adam that moves by momentum alone until its mean square is sure"
  public static let defaultLearningRate = 1e-3

  public var betas = [0.9, 0.999]
  public var eps = 1e-8
  public var weightDecay = 0.0
  public var decouplesWeightDecay = false

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) { betas[0] = value }

  public var epsilons: [Double] { [eps] }

  public mutating func configure(_ fields: inout Fields) {
    fields.betas(&betas)
    fields.number("eps", &eps, in: .atLeast(0), "Added to the root, outside it: ε.")
    fields.weightDecay(&weightDecay)
    fields.decouplesWeightDecay(&decouplesWeightDecay)
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
    let t = Double(memory.step)
    let mean = learningRate / (1 - pow(betas[0], t))
    let left = pow(betas[1], t)
    let longest = 2 / (1 - betas[1]) - 1
    let length = longest - 2 * t * left / (1 - left)
    let isSure = length > 5
    let rectification =
      isSure
      ? ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
        .squareRoot() : 0
    let plain = S(isSure ? 0 : mean)
    let adaptive = S(isSure ? mean * (1 - left).squareRoot() * rectification : 0)
    let epsilon = S(eps)
    let lambda = S(decouplesWeightDecay ? 0 : weightDecay)
    let keep = S(decouplesWeightDecay ? 1 - learningRate * weightDecay : 1)
    memory.withVectors("exp_avg", "exp_avg_sq", in: range) { mean, square in
      forEachElement(&parameters, gradient, &mean, &square) { p, g, m, v in
        let g = g + lambda * p
        m = beta1 * m + share1 * g
        v = beta2 * v + share2 * g * g
        // Not m times a sum of both: with ε = 0 and v = 0 the quotient does not exist.
        p = keep * p - (isSure ? adaptive * m / (S.root(v) + epsilon) : plain * m)
      }
    }
  }
}
