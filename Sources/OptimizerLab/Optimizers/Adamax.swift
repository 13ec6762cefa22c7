internal import Glibc
public import SpecLanguage

/// Adamax, as `torch.optim.Adamax`: Adam under the largest gradient in place of the mean square.
///
/// D. Kingma, J. Ba: Adam: A Method for Stochastic Optimization, ICLR 2015 (arXiv:1412.6980),
/// algorithm 2.
///
///     m ← β₁·m + (1 − β₁)·g
///     u ← max(β₂·u, |g| + ε)
///     θ ← θ − η / (1 − β₁ᵗ)·m / u
///
/// Departures from the paper: ε, as in PyTorch. Memory: `exp_avg` is m, `exp_inf` is u.
public struct Adamax: GradientRule {
  public static let kind = "adamax"
  public static let summary = "Adam under the largest gradient, slowly forgotten"
  public static let defaultLearningRate = 2e-3

  public var betas = [0.9, 0.999]
  public var eps = 1e-8
  public var weightDecay = 0.0

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) { betas[0] = value }

  public var epsilons: [Double] { [eps] }

  public mutating func configure(_ fields: inout Fields) {
    fields.betas(&betas)
    fields.number("eps", &eps, in: .atLeast(0), "Added to |g|: ε.")
    fields.weightDecay(&weightDecay)
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
    let t = Double(memory.step)
    let eta = S(learningRate / (1 - pow(betas[0], t)))
    let epsilon = S(eps)
    let lambda = S(weightDecay)
    memory.withVectors("exp_avg", "exp_inf", in: range) { mean, largest in
      forEachElement(&parameters, gradient, &mean, &largest) { p, g, m, u in
        let g = g + lambda * p
        m = beta1 * m + share1 * g
        let size = g.magnitude + epsilon
        u = beta2 * u > size ? beta2 * u : size
        p -= eta * m / u
      }
    }
  }
}
