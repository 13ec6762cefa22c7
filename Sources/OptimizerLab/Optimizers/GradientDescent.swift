public import SpecLanguage

/// Gradient descent: every update takes the gradient over all examples.
///
/// A. Cauchy, 1847. θ ← θ − η·∇L(θ), as `torch.optim.SGD` on one batch that holds everything.
///
/// The update is the same for gradient descent, stochastic gradient descent and mini-batch; what
/// differs is how many examples its gradient is over.
public struct GradientDescent: GradientRule {
  public static let kind = "gd"
  public static let summary = "gradient descent: all examples an update"
  public static let defaultLearningRate = 0.01
  public static let defaultBatch = BatchSize.all

  public var weightDecay = 0.0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.weightDecay(&weightDecay)
    fields.leavesMomentumToOthers()
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double
  ) {
    descend(&parameters, along: gradient, learningRate: learningRate, weightDecay: weightDecay)
  }
}

/// θ ← θ − η·(g + λθ).
@inline(__always)
func descend<S: Scalar>(
  _ parameters: inout MutableSpan<S>, along gradient: Span<S>, learningRate: Double,
  weightDecay: Double
) {
  let eta = S(learningRate)
  let lambda = S(weightDecay)
  forEachElement(&parameters, gradient) { p, g in
    p.addProduct(-eta, g.addingProduct(lambda, p))
  }
}
