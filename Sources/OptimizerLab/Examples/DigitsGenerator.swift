/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
///
/// The digits' own generator: integers only, so that it draws the same on every machine, and apart
/// from a trial's generator, which must not notice whether its data were drawn or read.
struct DigitsGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number in `0 ..< bound`, each equally likely up to one part in 2⁶⁴ / `bound`.
  mutating func index(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number spread evenly over `low ..< high`, in steps of 2⁻⁵³ of its width.
  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * (Double(next() >> 11) * 0x1p-53)
  }

  /// A number around `middle`, at most `reach` away and most often near: the mean of two uniforms.
  mutating func near(_ middle: Double, within reach: Double) -> Double {
    middle + (uniform(-reach, reach) + uniform(-reach, reach)) / 2
  }
}
