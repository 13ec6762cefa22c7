public import SpecLanguage

/// Stochastic gradient descent in its first sense: one example an update.
///
/// H. Robbins, S. Monro: A Stochastic Approximation Method, 1951 (doi:10.1214/aoms/1177729586).
/// θ ← θ − η·∇Lᵢ(θ) for one example i, as `torch.optim.SGD` on batches of one. The gradient is
/// right on average and cheap, and its noise keeps the path from settling.
public struct StochasticGradientDescent: GradientRule {
  public static let kind = "sgd"
  public static let summary = "stochastic gradient descent: one example an update"
  public static let defaultLearningRate = 0.01
  public static let defaultBatch = BatchSize.count(1)

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
