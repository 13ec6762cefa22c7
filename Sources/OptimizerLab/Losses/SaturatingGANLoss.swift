/// The discriminator of `ClassicGANLoss` against a generator that minimizes the mean of log(1 − D(G(z))):
/// −BCE(D(G(z)), 0), by `nn.BCELoss`.
///
/// I. Goodfellow et al.: Generative Adversarial Nets, NeurIPS 2014 (arXiv:1406.2661), equation 1. Its
/// gradient goes away where the discriminator is sure, which is what the other form is for.
public struct SaturatingGANLoss: AdversarialLoss {
  public static let kind = "bce_saturating"
  public static let summary = "the classic GAN as a zero-sum game: the generator's gradient fades"

  public init() {}

  public var isHalved: Bool { true }
  public var needsProbabilities: Bool { true }

  public func judge<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    BinaryCrossEntropy().sum(output, target: target, scale: scale, gradient: &gradient)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func fool<S: Scalar>(
    _ output: Span<S>, ones: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    precondition(output.count == gradient.count)
    var total = 0.0
    for i in output.indices {
      let p = output[i]
      let spread = (1 - p) * p
      let least: S = 1e-12
      gradient[i] = -scale * p / (spread < least ? least : spread)
      let miss = S.log1p(-p)
      total += Double(miss < -100 ? -100 : miss)
    }
    return total
  }
}
