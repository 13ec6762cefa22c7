/// mean max(0, 1 − D(x)) + mean max(0, 1 + D(G(z))) against −mean D(G(z)).
///
/// J. Lim, J. Ye: Geometric GAN, 2017 (arXiv:1705.02894); T. Miyato et al.: Spectral Normalization for
/// Generative Adversarial Networks, ICLR 2018 (arXiv:1802.05957), equations 16 and 17. The
/// discriminator's answers go beyond −1 and 1: no sigmoid.
public struct HingeLoss: AdversarialLoss {
  public static let kind = "hinge"
  public static let summary = "answers are pushed beyond 1 and −1, and no further (Lim, Ye 2017)"

  public init() {}

  public var suffersFromSigmoid: Bool { true }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func judge<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    precondition(output.count == target.count && output.count == gradient.count)
    var total = 0.0
    for i in output.indices {
      let side = 2 * target[i] - 1
      let short = 1 - side * output[i]
      gradient[i] = short > 0 ? -scale * side : 0
      // A NaN stays.
      total += Double(short <= 0 ? 0 : short)
    }
    return total
  }

  public func fool<S: Scalar>(
    _ output: Span<S>, ones: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    WassersteinLoss().fool(output, ones: ones, scale: scale, gradient: &gradient)
  }
}
