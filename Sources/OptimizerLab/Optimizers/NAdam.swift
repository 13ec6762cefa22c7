internal import Glibc
public import SpecLanguage

/// NAdam, as `torch.optim.NAdam`: Adam that takes its momentum one step ahead, as Nesterov's does.
///
/// T. Dozat: Incorporating Nesterov Momentum into Adam, ICLR 2016 workshop, algorithm 2.
///
///     μₜ = β₁·(1 − 0.5·0.96^(t·ψ)),  P ← P·μₜ
///     m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²
///     θ ← θ − η·((1 − μₜ)·g / (1 − P) + μₜ₊₁·m / (1 − P·μₜ₊₁)) / (√v̂ + ε)
///
/// Departures from the paper: ψ is `momentum_decay`, 0.004 as in PyTorch; P is kept in single
/// precision whatever the parameters are, as PyTorch keeps it; weight decay, in the gradient or
/// decoupled as AdamW's. Memory: `exp_avg` is m, `exp_avg_sq` is v, `mu_product` is P.
public struct NAdam: GradientRule {
  public static let kind = "nadam"
  public static let summary = "Adam with Nesterov's look ahead"
  public static let defaultLearningRate = 2e-3

  public var betas = [0.9, 0.999]
  public var eps = 1e-8
  public var momentumDecay = 4e-3
  public var weightDecay = 0.0
  public var decouplesWeightDecay = false

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) { betas[0] = value }

  public var epsilons: [Double] { [eps] }

  public mutating func configure(_ fields: inout Fields) {
    fields.betas(&betas)
    fields.number("eps", &eps, in: .atLeast(0), "Added to the root, outside it: ε.")
    fields.number(
      "momentum_decay", &momentumDecay, in: .atLeast(0), "How fast the momentum comes to β₁: ψ.")
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
    let mu = momentum(at: t)
    let nextMu = momentum(at: t + 1)
    let product = muProduct(memory)
    let forGradient = S(learningRate * (1 - mu) / (1 - product))
    let forMean = S(learningRate * nextMu / (1 - product * nextMu))
    let correction = S(1 / (1 - pow(betas[1], t)))
    let epsilon = S(eps)
    let lambda = S(decouplesWeightDecay ? 0 : weightDecay)
    let keep = S(decouplesWeightDecay ? 1 - learningRate * weightDecay : 1)
    memory.withVectors("exp_avg", "exp_avg_sq", in: range) { mean, square in
      forEachElement(&parameters, gradient, &mean, &square) { p, g, m, v in
        let g = g + lambda * p
        m = beta1 * m + share1 * g
        v = beta2 * v + share2 * g * g
        p = keep * p - (forGradient * g + forMean * m) / (S.root(v * correction) + epsilon)
      }
    }
  }

  /// P of this step: the last one times μₜ.
  @inline(__always)
  private func muProduct<S: Scalar>(_ memory: Memory<S>) -> Double {
    let mu = momentum(at: Double(memory.step))
    return Double(Float(memory[number: "mu_product", default: 1]) * Float(mu))
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func finishStep<S: Scalar>(_ memory: inout Memory<S>) {
    memory[number: "mu_product", default: 1] = muProduct(memory)
  }

  private func momentum(at t: Double) -> Double {
    betas[0] * (1 - 0.5 * pow(0.96, t * momentumDecay))
  }
}
