internal import Glibc

/// The draws of `numpy.random.RandomState`: from the words of the same generator as PyTorch's, put
/// together otherwise.
public struct RandomState: Sendable {
  private var generator: MersenneTwister
  /// The second half of the last pair of normals.
  private var kept: Double?

  /// Starts as `numpy.random.RandomState(seed)` does.
  public init(seed: UInt32) { generator = MersenneTwister(seed: UInt64(seed)) }

  /// One value of `uniform()`: 53 bits, in [0, 1).
  public mutating func unit() -> Double {
    let high = Double(generator.word() >> 5)
    return (high * 0x1p26 + Double(generator.word() >> 6)) * 0x1p-53
  }

  /// `uniform(low, high, count)`.
  public mutating func uniform(_ count: Int, from low: Double, to high: Double) -> [Double] {
    (0..<count).map { _ in low + (high - low) * unit() }
  }

  /// `normal(0, deviation, count)`, by the polar method (Marsaglia and Bray, 1964).
  public mutating func normals(_ count: Int, deviation: Double = 1) -> [Double] {
    (0..<count).map { _ in deviation * normal() }
  }

  private mutating func normal() -> Double {
    if let value = kept {
      kept = nil
      return value
    }
    while true {
      let (x, y) = (2 * unit() - 1, 2 * unit() - 1)
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      kept = factor * x
      return factor * y
    }
  }

  /// A rotation of so many dimensions, row by row, all equally likely: from the plane upwards, each
  /// dimension more turns its first axis to a random place by a reflection (Diaconis and Shahshahani:
  /// The subgroup algorithm for generating uniform random variables, 1987).
  /// - Parameter dimension: 2 or more.
  public mutating func rotation(_ dimension: Int) -> [Double] {
    let angle = 2 * Double.pi * unit()
    var matrix = [cos(angle), sin(angle), -sin(angle), cos(angle)]
    for size in stride(from: 3, through: dimension, by: 1) {
      var axis = normals(size).map { -$0 }
      let length = Self.length(axis)
      for i in axis.indices { axis[i] /= length }
      axis[0] += 1
      let rest = Self.length(axis)
      for i in axis.indices { axis[i] /= rest }
      matrix = Self.reflected(matrix, along: axis)
    }
    // The reflections have changed the determinant's sign dimension − 2 times: this makes it 1.
    return matrix.map { -$0 }
  }

  private static func length(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// A matrix with one more dimension before its own, reflected in the plane across `axis`.
  private static func reflected(_ matrix: [Double], along axis: [Double]) -> [Double] {
    let size = axis.count
    var result = [Double](repeating: 0, count: size * size)
    result[0] = 1
    for row in 1..<size {
      for column in 1..<size {
        result[row * size + column] = matrix[(row - 1) * (size - 1) + column - 1]
      }
    }
    var shadow = [Double](repeating: 0, count: size)
    for row in 0..<size {
      for column in 0..<size { shadow[column] += axis[row] * result[row * size + column] }
    }
    for row in 0..<size {
      for column in 0..<size { result[row * size + column] -= 2 * axis[row] * shadow[column] }
    }
    return result
  }
}
