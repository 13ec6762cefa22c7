internal import Glibc

/// A function of one variable that a regression can learn from noisy samples.
public enum SampledFunction: String, Sendable, CaseIterable {
  /// y = sin 2x on [−3, 3].
  case sine
  /// y = 2x + 1 on [−1, 1].
  case linear
  /// y = x³ − x on [−1.5, 1.5].
  case polynomial
  /// y = 1 for x > 0, else 0, on [−1, 1].
  case step

  public var range: ClosedRange<Float> {
    switch self {
    case .sine: -3...3
    case .linear, .step: -1...1
    case .polynomial: -1.5...1.5
    }
  }

  /// The sine is taken in double precision and then rounded: those of single precision differ
  /// between libraries in the last bit.
  public func value(at x: Float) -> Float {
    switch self {
    case .sine: Float(sin(Double(2 * x)))
    case .linear: 2 * x + 1
    case .polynomial: x * x * x - x
    case .step: x > 0 ? 1 : 0
    }
  }

  /// Draws the samples from a generator of their own: `rand(count)` scaled to the range, then
  /// `randn(count)` times `noise` on top of the values.
  public func samples(count: Int, noise: Double, seed: UInt64) -> Examples {
    var generator = MersenneTwister(seed: seed)
    let width = range.upperBound - range.lowerBound
    var x = [Float](repeating: 0, count: count)
    for i in x.indices { x[i] = generator.unitFloat() * width + range.lowerBound }
    let normals = generator.normals(count)
    let y = zip(x, normals).map { value(at: $0) + $1 * Float(noise) }
    return Examples(features: x, width: 1, targets: y, targetWidth: 1)
  }
}
