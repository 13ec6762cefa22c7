internal import OptimizerLab

/// The sign-flip test of paired differences (Fisher, The Design of Experiments, 21): were there no
/// difference between two optimizers, each seed's could as well have had the other sign.
package enum SignFlip {
  /// All signings of so many differences are counted; of more, drawn ones.
  package static let exactLimit = 20
  /// How many signings are drawn then.
  package static let draws = 100_000
  private static let seed: UInt64 = 95
  /// Sums that agree so far, as a part of the largest, are equal.
  private static let tolerance = 1e-9

  /// The share of the 2ⁿ signings whose sum is at least as far from 0 as that of the differences; where
  /// signings are drawn, (k + 1) / (draws + 1), of which k are. `nil` for none.
  ///
  /// - Parameter differences: an infinite one, of a seed under which one of the two diverged, counts
  ///   as larger than all finite ones together.
  package static func probability(_ differences: [Double]) -> Double? {
    guard !differences.isEmpty, !differences.contains(where: \.isNaN) else { return nil }
    let sizes = finite(differences)
    guard sizes.contains(where: { $0 != 0 }) else { return 1 }
    return sizes.count > exactLimit ? drawn(sizes) : counted(sizes)
  }

  /// The sign of the sum that the test takes, -1 or 1; `nil` where it is 0.
  static func direction(_ differences: [Double]) -> Int? {
    guard !differences.contains(where: \.isNaN) else { return nil }
    let sum = finite(differences).reduce(0, +)
    return sum == 0 ? nil : sum < 0 ? -1 : 1
  }

  /// The least seeds under which a pair among so many can be clear at that level: p is then 2·2⁻ⁿ, and
  /// Holm's first step multiplies it by the number of pairs.
  package static func leastSeeds(pairs: Int, level: Double = Holm.level) -> Int {
    var (seeds, least) = (1, Double(max(pairs, 1)))
    while least > level { (seeds, least) = (seeds + 1, least / 2) }
    return seeds
  }

  /// The differences as parts of the largest finite one; infinite ones as twice the sum of all others.
  private static func finite(_ differences: [Double]) -> [Double] {
    let known = differences.filter(\.isFinite)
    let largest = known.map(\.magnitude).max() ?? 0
    let scale = largest > 0 ? largest : 1
    let sum = known.reduce(0) { $0 + $1.magnitude / scale }
    let beyond = sum > 0 ? 2 * sum : 1
    return differences.map { $0.isFinite ? $0 / scale : $0 < 0 ? -beyond : beyond }
  }

  private static func bound(_ sizes: [Double]) -> Double {
    let most = sizes.reduce(0) { $0 + $1.magnitude }
    return sizes.reduce(0, +).magnitude - tolerance * most
  }

  /// A signing and its opposite have the same distance, so the last sign stays. From one signing to the
  /// next a single sign changes, as in Gray's code.
  private static func counted(_ sizes: [Double]) -> Double {
    let bound = bound(sizes)
    var signs = sizes
    var sum = sizes.reduce(0, +)
    let all = 1 << (sizes.count - 1)
    var far = 1
    for signing in 1..<max(all, 1) {
      let place = signing.trailingZeroBitCount
      sum -= 2 * signs[place]
      signs[place] = -signs[place]
      if sum.magnitude >= bound { far += 1 }
    }
    return Double(far) / Double(all)
  }

  /// Of four differences at a time all sixteen sums are made once: with thousands of seeds a drawn signing is
  /// then a quarter of the work.
  private static func drawn(_ sizes: [Double]) -> Double {
    let bound = bound(sizes)
    let sums = sumsOfFours(sizes)
    let fours = (sizes.count + 3) / 4
    let table = sums.span
    var generator = MersenneTwister(seed: seed)
    var far = 0
    for _ in 0..<draws {
      var (sum, word) = (0.0, UInt32(0))
      for four in 0..<fours {
        if four % 8 == 0 { word = generator.word() }
        sum += table[four * 16 + Int(word & 15)]
        word >>= 4
      }
      if sum.magnitude >= bound { far += 1 }
    }
    return Double(far + 1) / Double(draws + 1)
  }

  /// Four by four, the sums of the differences with the signs that the bits of 0 to 15 say: 0 as it is, 1 the
  /// other.
  private static func sumsOfFours(_ sizes: [Double]) -> [Double] {
    stride(from: 0, to: sizes.count, by: 4).flatMap { start in
      let four = sizes[start..<min(start + 4, sizes.count)]
      return (0..<16).map { signs in
        four.enumerated().reduce(0.0) { sum, next in
          signs >> next.offset & 1 == 0 ? sum + next.element : sum - next.element
        }
      }
    }
  }
}
