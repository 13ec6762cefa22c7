/// (mean (D(x) − 1)² + mean D(G(z))²) / 2 against mean (D(G(z)) − 1)² / 2.
///
/// X. Mao et al.: Least Squares Generative Adversarial Networks, ICCV 2017 (arXiv:1611.04076), equation 9:
/// a = 0, b = c = 1. The discriminator's answers are any numbers; a sigmoid at its end is allowed.
public struct LeastSquaresGANLoss: AdversarialLoss {
  public static let kind = "least_squares"
  public static let summary = "squared distances of the answers to 1 and 0 (Mao 2017)"

  public init() {}

  public var isHalved: Bool { true }

  public func judge<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    MeanSquaredError().sum(output, target: target, scale: scale, gradient: &gradient)
  }

  public func fool<S: Scalar>(
    _ output: Span<S>, ones: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    MeanSquaredError().sum(output, target: ones, scale: scale / 2, gradient: &gradient) / 2
  }
}
