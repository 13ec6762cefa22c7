public import SpecLanguage

/// Adadelta, as `torch.optim.Adadelta`.
///
/// M. Zeiler: ADADELTA: An Adaptive Learning Rate Method, 2012 (arXiv:1212.5701), algorithm 1.
///
///     S ← ρ·S + (1 − ρ)·g²
///     Δ = √(A + ε) / √(S + ε) · g
///     A ← ρ·A + (1 − ρ)·Δ²
///     θ ← θ − η·Δ
///
/// Departures from the paper: a learning rate η, which the paper does without (1 is the paper);
/// ε is inside both roots, as there. Memory: `square_avg` is S (E[g²]), `acc_delta` is A
/// (E[Δ²]).
public struct Adadelta: GradientRule {
  public static let kind = "adadelta"
  public static let summary = "Adagrad with a fading memory and steps in the parameters' own unit"
  public static let defaultLearningRate = 1.0

  public var rho = 0.9
  public var eps = 1e-6
  public var weightDecay = 0.0

  public init() {}

  public var epsilons: [Double] { [eps] }

  public mutating func configure(_ fields: inout Fields) {
    fields.number("rho", &rho, in: 0...1, "How much of both means stays: ρ.")
    fields.number("eps", &eps, in: .atLeast(0), "Added inside both roots: ε.")
    fields.weightDecay(&weightDecay)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double
  ) {
    let eta = S(learningRate)
    let keep = S(rho)
    let share = S(1 - rho)
    let epsilon = S(eps)
    let lambda = S(weightDecay)
    memory.withVectors("square_avg", "acc_delta", in: range) { square, delta in
      forEachElement(&parameters, gradient, &square, &delta) { p, g, s, a in
        let g = g.addingProduct(lambda, p)
        s = (keep * s).addingProduct(share * g, g)
        let delta = S.root(a + epsilon) / S.root(s + epsilon) * g
        a = (keep * a).addingProduct(share * delta, delta)
        p.addProduct(-eta, delta)
      }
    }
  }
}
