/// What an update makes of a parameter θ and one number v of its memory, down a bowl ½·h·θ²: both are
/// multiplied by one matrix, so that all updates to come are known.
///
///     θ ← a·θ + b·v
///     v ← c·θ + d·v
public struct BowlMap: Sendable, Equatable {
  public var a, b, c, d: Double

  public init(a: Double, b: Double = 0, c: Double = 0, d: Double = 0) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// First `other`, then this.
  public static func * (map: BowlMap, other: BowlMap) -> BowlMap {
    BowlMap(
      a: map.a * other.a + map.b * other.c, b: map.a * other.b + map.b * other.d,
      c: map.c * other.a + map.d * other.c, d: map.c * other.b + map.d * other.d)
  }

  /// So many updates, in as many products as the number has binary digits, twice at most.
  public func updates(_ count: Int) -> BowlMap {
    var (result, power, left) = (BowlMap(a: 1, d: 1), self, count)
    while left > 0 {
      if left & 1 == 1 { result = power * result }
      power = power * power
      left >>= 1
    }
    return result
  }

  /// The larger absolute value of its two eigenvalues: what an update multiplies by in the end.
  public var spectralRadius: Double {
    let (half, determinant) = ((a + d) / 2, a * d - b * c)
    let square = half * half - determinant
    return square < 0 ? determinant.squareRoot() : half.magnitude + square.squareRoot()
  }
}
