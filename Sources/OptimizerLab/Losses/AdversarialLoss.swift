public import SpecLanguage

/// What the two players of a GAN want, by the discriminator's answers.
///
/// A new one is one file and one word in `Catalog.adversarialLosses`.
public protocol AdversarialLoss: Configurable, Sendable {
  /// The name in a spec.
  static var kind: String { get }
  static var summary: String { get }

  /// Whether the discriminator's loss is half the sum of its two means, over real and over fake examples,
  /// and not the sum.
  var isHalved: Bool { get }
  /// Whether the discriminator's answers must be probabilities: its last layer a sigmoid.
  var needsProbabilities: Bool { get }
  /// Whether a sigmoid at the discriminator's end keeps it from what the loss asks for.
  var suffersFromSigmoid: Bool { get }
  /// What the discriminator's parameters are brought into after each of its updates: −c … c; `nil` for
  /// all numbers.
  var weightClip: Double? { get }

  /// The sum of the discriminator's losses over its answers, and the same sum's gradient times `scale`.
  /// - Parameters:
  ///   - target: at the same places, 1 for a real example, 0 for a fake one.
  ///   - gradient: by `output`; overwritten.
  func judge<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double

  /// The sum of the generator's losses over the answers to its examples, and its gradient likewise.
  /// - Parameter ones: as many ones as there are answers.
  func fool<S: Scalar>(
    _ output: Span<S>, ones: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double
}

extension AdversarialLoss {
  public var isHalved: Bool { false }
  public var needsProbabilities: Bool { false }
  public var suffersFromSigmoid: Bool { false }
  public var weightClip: Double? { nil }
  public mutating func configure(_ fields: inout Fields) {}
}
