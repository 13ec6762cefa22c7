/// (BCE(D(x), 1) + BCE(D(G(z)), 0)) / 2 against BCE(D(G(z)), 1), by `nn.BCELoss`.
///
/// I. Goodfellow et al.: Generative Adversarial Nets, NeurIPS 2014 (arXiv:1406.2661), the generator under
/// its non-saturating loss (section 3).
public struct ClassicGANLoss: AdversarialLoss {
  public static let kind = "bce"
  public static let summary = "the classic GAN, its generator's loss the one that does not saturate"

  public init() {}

  public var isHalved: Bool { true }
  public var needsProbabilities: Bool { true }

  public func judge<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    BinaryCrossEntropy().sum(output, target: target, scale: scale, gradient: &gradient)
  }

  public func fool<S: Scalar>(
    _ output: Span<S>, ones: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    BinaryCrossEntropy().sum(output, target: ones, scale: scale, gradient: &gradient)
  }
}
