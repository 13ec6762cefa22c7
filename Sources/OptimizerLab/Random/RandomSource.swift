/// The generator of a trial, lent to what draws in the middle of a pass through a network.
///
/// A class: all workspaces of a trial's networks share one. Between the passes of a step it has nothing,
/// and who finds nothing draws nothing.
public final class RandomSource {
  /// In place of a generator that is not there; nobody draws from it.
  private static let nobody = MersenneTwister(seed: 0)

  @safe @exclusivity(unchecked) private(set) var isLent = false
  @safe @exclusivity(unchecked) var generator = RandomSource.nobody

  public init() {}

  /// Changes places with `other`: takes it at the beginning of a step, gives it back at the end.
  func exchange(_ other: inout MersenneTwister) {
    swap(&generator, &other)
    isLent.toggle()
  }
}

extension MersenneTwister {
  /// Overwrites `values` with `factor` or 0, as `Tensor.bernoulli_(probability)` draws 1 or 0 on a CPU: a
  /// number in double precision for each, below the probability.
  mutating func fillBernoulli<S: Scalar>(
    _ values: inout MutableSpan<S>, probability: Double, times factor: S
  ) {
    for i in values.indices { values[i] = unitDouble() < probability ? factor : 0 }
  }
}
