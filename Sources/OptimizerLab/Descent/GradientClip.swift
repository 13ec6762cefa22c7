public import SpecLanguage

/// What becomes of a gradient that is too large, as in `torch.nn.utils`.
///
/// R. Pascanu, T. Mikolov, Y. Bengio: On the Difficulty of Training Recurrent Neural Networks, ICML 2013
/// (arXiv:1211.5063), algorithm 1, for the norm.
public enum GradientClip: Sendable, Equatable {
  /// g ← g·min(1, c/(‖g‖ + 10⁻⁶)), ‖g‖ over all parameters of the network: `clip_grad_norm_`.
  case norm(Double)
  /// Each number brought into −c … c: `clip_grad_value_`.
  case value(Double)

  /// - Returns: whether something was too large.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func apply<S: Scalar>(to gradient: inout MutableSpan<S>) -> Bool {
    switch self {
    case .norm(let most):
      let factor = most / (sumOfSquares(gradient.span).squareRoot() + 1e-6)
      if factor >= 1 { return false }
      scaleNumbers(&gradient, by: factor)
      return true
    case .value(let most):
      let limit = S(most)
      var isClipped = false
      for i in gradient.indices {
        if gradient[i] > limit {
          gradient[i] = limit
          isClipped = true
        } else if gradient[i] < -limit {
          gradient[i] = -limit
          isClipped = true
        }
      }
      return isClipped
    }
  }
}

/// `{"norm": 1.0}` or `{"value": 0.5}`.
public struct ClipSetting: Configurable, Sendable {
  private var norm: Double?
  private var value: Double?

  public init() {}

  public init(_ clip: GradientClip) {
    switch clip {
    case .norm(let most): norm = most
    case .value(let most): value = most
    }
  }

  public var clip: GradientClip { norm.map { .norm($0) } ?? .value(value ?? .infinity) }

  public mutating func configure(_ fields: inout Fields) {
    fields.number(
      "norm", &norm, in: .above(0), "The most that the gradient's L2 norm may be: clip_grad_norm_.")
    fields.number(
      "value", &value, in: .above(0), "The most that each of its numbers may be: clip_grad_value_.")
    fields.otherNames(["max_norm", "clip_norm"], of: "norm")
    fields.otherNames(["clip_value"], of: "value")
    fields.exactlyOne(of: "norm", "value")
  }
}

/// An objective whose gradients are clipped before anybody sees them.
///
/// The norm is that of the whole gradient, so nothing is updated before all of it is there.
struct ClippedObjective<Base: Objective>: Objective {
  var base: Base
  let clip: GradientClip
  /// Whether a gradient was too large so far.
  private(set) var hasClipped = false

  init(_ base: Base, _ clip: GradientClip) {
    self.base = base
    self.clip = clip
  }

  mutating func evaluate(
    at point: Span<Base.Number>, gradient: inout MutableSpan<Base.Number>
  ) -> Double {
    let value = base.evaluate(at: point, gradient: &gradient)
    if clip.apply(to: &gradient) { hasClipped = true }
    return value
  }

  var gradientEvaluations: Int { base.gradientEvaluations }
}
