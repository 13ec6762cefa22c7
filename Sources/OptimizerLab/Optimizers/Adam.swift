internal import Glibc
public import SpecLanguage

/// Adam, as `torch.optim.Adam`.
///
/// D. Kingma, J. Ba: Adam: A Method for Stochastic Optimization, ICLR 2015 (arXiv:1412.6980),
/// algorithm 1; with `amsgrad`, S. Reddi, S. Kale, S. Kumar: On the Convergence of Adam and Beyond,
/// ICLR 2018 (arXiv:1904.09237), algorithm 2.
///
///     m ← β₁·m + (1 − β₁)·g
///     v ← β₂·v + (1 − β₂)·g²
///     θ ← θ − η·m̂ / (√v̂ + ε)      m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
///
/// Departures from the papers: weight decay is L2 (`adamw` decouples it); amsgrad takes the largest
/// v before its correction, and corrects after, as PyTorch does. ε is outside the root and after
/// the correction; Keras and TensorFlow 1 add it before (their ε̂). Memory: `exp_avg` is m,
/// `exp_avg_sq` is v, `max_exp_avg_sq` the largest v under amsgrad.
public struct Adam: GradientRule {
  public static let kind = "adam"
  public static let summary = "momentum over a rate for each parameter, both corrected at the start"
  public static let defaultLearningRate = 1e-3

  public var betas = [0.9, 0.999]
  public var eps = 1e-8
  public var amsgrad = false
  public var weightDecay = 0.0

  public init() {}

  public static let hasMomentum = true
  public mutating func setMomentum(_ value: Double) { betas[0] = value }

  public var epsilons: [Double] { [eps] }

  public mutating func configure(_ fields: inout Fields) {
    fields.betas(&betas)
    fields.number("eps", &eps, in: .atLeast(0), "Added to the root, outside it: ε.")
    fields.flag("amsgrad", &amsgrad, "Whether the largest v so far is used.")
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
    let share2 = S(1 - betas[1])
    let t = Double(memory.step)
    let eta = S(learningRate / (1 - pow(betas[0], t)))
    let correction = S(1 / (1 - pow(betas[1], t)).squareRoot())
    let epsilon = S(eps)
    let lambda = S(weightDecay)
    if amsgrad {
      memory.withVectors("exp_avg", "exp_avg_sq", "max_exp_avg_sq", in: range) {
        mean, square, most in
        forEachElement(&parameters, gradient, &mean, &square, &most) { p, g, m, v, largest in
          let g = g.addingProduct(lambda, p)
          m = (beta1 * m).addingProduct(share1, g)
          v = (beta2 * v).addingProduct(share2 * g, g)
          largest = v > largest ? v : largest
          p -= eta * m / epsilon.addingProduct(S.root(largest), correction)
        }
      }
    } else {
      memory.withVectors("exp_avg", "exp_avg_sq", in: range) { mean, square in
        forEachElement(&parameters, gradient, &mean, &square) { p, g, m, v in
          let g = g.addingProduct(lambda, p)
          m = (beta1 * m).addingProduct(share1, g)
          v = (beta2 * v).addingProduct(share2 * g, g)
          p -= eta * m / epsilon.addingProduct(S.root(v), correction)
        }
      }
    }
  }
}
