public import SpecLanguage

/// Mini-batch gradient descent: some examples an update, as many as the problem says.
///
/// θ ← θ − η·∇L_B(θ) over a batch B, as `torch.optim.SGD` on a `DataLoader`. Between one example
/// (noisy) and all (slow).
public struct MinibatchGradientDescent: GradientRule {
  public static let kind = "minibatch"
  public static let summary = "mini-batch gradient descent: a batch an update"
  public static let defaultLearningRate = 0.01

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
