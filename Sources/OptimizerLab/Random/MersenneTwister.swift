/// The generator behind `torch.manual_seed`: MT19937 (Matsumoto and Nishimura, 1998,
/// doi:10.1145/272991.272995).
///
/// Only the low 32 bits of a seed reach it, as in PyTorch. What is drawn from it, and in which
/// order, is in the extensions beside this file.
public struct MersenneTwister: Sendable, Equatable {
  private static let size = 624
  private static let shift = 397

  /// The 624 words of its state.
  public private(set) var words: [UInt32]
  /// The place of the word that is drawn next; 624 where all are used up.
  public private(set) var position: Int
  /// The second half of the last Box–Muller pair, until a small draw of normals takes it.
  public internal(set) var cachedNormal: Double?

  /// Starts as `torch.manual_seed(seed)` does; negative seeds are taken in two's complement.
  public init(seed: UInt64) {
    words = [UInt32](repeating: 0, count: Self.size)
    words[0] = UInt32(truncatingIfNeeded: seed)
    for j in 1..<Self.size {
      let previous = words[j - 1]
      words[j] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(j)
    }
    position = Self.size
    cachedNormal = nil
  }

  /// Goes on from where another one stood; `nil` where no generator stands like this.
  public init?(words: [UInt32], position: Int, cachedNormal: Double?) {
    guard words.count == Self.size, (0...Self.size).contains(position),
      cachedNormal?.isFinite ?? true
    else { return nil }
    self.words = words
    self.position = position
    self.cachedNormal = cachedNormal
  }

  /// The next 32 random bits.
  public mutating func word() -> UInt32 {
    if position == Self.size { refill() }
    var y = words[position]
    position += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    return y ^ (y >> 18)
  }

  /// The next 64 random bits: two words, the high half first.
  public mutating func doubleWord() -> UInt64 {
    let high = UInt64(word())
    return high << 32 | UInt64(word())
  }

  private mutating func refill() {
    var mt = words.mutableSpan
    for i in 0..<(Self.size - Self.shift) {
      mt[i] = Self.twist(mt[i], mt[i + 1], mt[i + Self.shift])
    }
    for i in (Self.size - Self.shift)..<(Self.size - 1) {
      mt[i] = Self.twist(mt[i], mt[i + 1], mt[i + Self.shift - Self.size])
    }
    mt[Self.size - 1] = Self.twist(mt[Self.size - 1], mt[0], mt[Self.shift - 1])
    position = 0
  }

  private static func twist(_ here: UInt32, _ next: UInt32, _ far: UInt32) -> UInt32 {
    let y = (here & 0x8000_0000) | (next & 0x7fff_ffff)
    return far ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908_b0df)
  }
}
