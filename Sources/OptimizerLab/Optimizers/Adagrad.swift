public import SpecLanguage

/// Adagrad, as `torch.optim.Adagrad`.
///
/// J. Duchi, E. Hazan, Y. Singer: Adaptive Subgradient Methods for Online Learning and Stochastic
/// Optimization, JMLR 12, 2011, figure 1 with the diagonal G.
///
///     S ← S + g²
///     θ ← θ − η·g / (√S + ε)      η = lr / (1 + (t − 1)·lr_decay)
///
/// Departures from the paper: ε (its δ) is added outside the root, as there; 10⁻¹⁰ as in PyTorch
/// (Keras starts S at 0.1 and has ε inside the root). Memory: `sum` is S.
public struct Adagrad: GradientRule {
  public static let kind = "adagrad"
  public static let summary = "a rate for each parameter, from the sum of its squared gradients"
  public static let defaultLearningRate = 0.01

  public var lrDecay = 0.0
  public var eps = 1e-10
  public var initialAccumulatorValue = 0.0
  public var weightDecay = 0.0

  public init() {}

  public var epsilons: [Double] { [eps] }

  public mutating func configure(_ fields: inout Fields) {
    fields.number(
      "lr_decay", &lrDecay, in: .atLeast(0), "The rate is divided by 1 + (t − 1)·lr_decay.")
    fields.number("eps", &eps, in: .atLeast(0), "Added to the root, outside it: ε.")
    fields.number(
      "initial_accumulator_value", &initialAccumulatorValue, in: .atLeast(0),
      "What the sum of squares starts from.")
    fields.weightDecay(&weightDecay)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double
  ) {
    let eta = S(learningRate / (1 + Double(memory.step - 1) * lrDecay))
    let epsilon = S(eps)
    let lambda = S(weightDecay)
    memory.withVector("sum", in: range, filledWith: initialAccumulatorValue) { sum in
      forEachElement(&parameters, gradient, &sum) { p, g, s in
        let g = g.addingProduct(lambda, p)
        s.addProduct(g, g)
        p -= eta * g / (S.root(s) + epsilon)
      }
    }
  }
}
