/// −(t log p + (1 − t) log(1 − p)), as `torch.nn.BCELoss`: on probabilities, with logarithms no
/// less than −100, and the gradient's divisor no less than 10⁻¹².
///
/// In single precision p is exactly 1 above a logit of about 17; the loss is then 100 for t = 0,
/// and its gradient reaches no weight through the sigmoid. A loss on logits would not do that,
/// and would not match PyTorch's script of the classic GAN.
public struct BinaryCrossEntropy: PlainLoss {
  public static let kind = "bce"
  public static let summary = "binary cross-entropy on probabilities, as torch.nn.BCELoss"

  public init() {}

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func sum<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    precondition(output.count == target.count && output.count == gradient.count)
    for i in output.indices {
      let p = output[i]
      let spread = (1 - p) * p
      let least: S = 1e-12
      gradient[i] = scale * (p - target[i]) / (spread < least ? least : spread)
    }
    return sum(output, target: target)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func sum<S: Scalar>(
    _ output: Span<S>, target: Span<S>
  ) -> Double {
    precondition(output.count == target.count)
    var total = 0.0
    for i in output.indices {
      let p = output[i]
      let t = target[i]
      // A NaN fails both comparisons and stays; only −∞ and its like are lifted to −100.
      let hit = S.log(p)
      let miss = S.log1p(-p)
      let positive = hit < -100 ? -100 : hit
      let negative = miss < -100 ? -100 : miss
      total -= Double(t * positive + (1 - t) * negative)
    }
    return total
  }
}
