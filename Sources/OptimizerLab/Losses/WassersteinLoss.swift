public import SpecLanguage

/// mean D(G(z)) − mean D(x) against −mean D(G(z)), the discriminator's parameters brought into −c … c
/// after each of its updates.
///
/// M. Arjovsky, S. Chintala, L. Bottou: Wasserstein Generative Adversarial Networks, ICML 2017
/// (arXiv:1701.07875), algorithm 1, which gives the discriminator five updates for one of the generator
/// (`discriminator_steps`) and no sigmoid.
public struct WassersteinLoss: AdversarialLoss {
  public static let kind = "wasserstein"
  public static let summary = "the difference of the mean answers, weights clipped (Arjovsky 2017)"

  public var clip = 0.01

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number(
      "clip", &clip, in: .above(0),
      "What each of the discriminator's parameters is brought into after its update: −clip … clip.")
  }

  public var suffersFromSigmoid: Bool { true }
  public var weightClip: Double? { clip }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func judge<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    precondition(output.count == target.count && output.count == gradient.count)
    var total = 0.0
    for i in output.indices {
      let sign = 1 - 2 * target[i]
      gradient[i] = scale * sign
      total += Double(sign * output[i])
    }
    return total
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func fool<S: Scalar>(
    _ output: Span<S>, ones: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    precondition(output.count == gradient.count)
    var total = 0.0
    for i in output.indices {
      gradient[i] = -scale
      total -= Double(output[i])
    }
    return total
  }
}

/// Brings each number into −limit … limit.
@specialized(where S == Float)
@specialized(where S == Double)
func clampNumbers<S: Scalar>(_ values: inout MutableSpan<S>, to limit: Double) {
  let most = S(limit)
  for i in values.indices {
    values[i] = values[i] > most ? most : values[i] < -most ? -most : values[i]
  }
}
