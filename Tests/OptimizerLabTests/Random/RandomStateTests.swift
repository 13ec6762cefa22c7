import OptimizerLab
import Testing

@Suite("NumPy's RandomState") struct RandomStateTests {
  @Test("draws uniform values bit for bit")
  func uniform() {
    var random = RandomState(seed: 42)
    #expect(
      [random.unit(), random.unit(), random.unit()]
        == [0.3745401188473625, 0.9507143064099162, 0.7319939418114051])
  }

  @Test("draws normal values by the polar method, the second of a pair after the first")
  func normals() {
    var random = RandomState(seed: 42)
    let expected = [
      0.29802849180673957, -0.0829585807027108, 0.3886131228604155, 0.9138179138448151,
      -0.14049202483400158,
    ]
    for (value, wanted) in zip(random.normals(5, deviation: 0.6), expected) {
      #expect(abs(value - wanted) < 1e-15)
    }
  }

  @Test("turns four dimensions as the subgroup algorithm does")
  func rotation() {
    var random = RandomState(seed: 7)
    let expected = [
      -0.8418090305620003, 0.03231533927158886, 0.3196351752618883, -0.433758722848693,
      0.04128647068910167, 0.22290677368930648, -0.7526598275068463, -0.6181514229044749,
      0.07630169510718784, -0.9591525201956395, -0.06203021621254873, -0.2652484620176859,
      -0.5327579513494594, -0.1711570392754564, -0.5722663637409513, 0.5994876496735324,
    ]
    for (value, wanted) in zip(random.rotation(4), expected) {
      #expect(abs(value - wanted) < 1e-12)
    }
  }

  @Test("turns, and mirrors nothing", arguments: [2, 3, 5])
  func orthogonal(dimension: Int) {
    var random = RandomState(seed: 3)
    let matrix = random.rotation(dimension)
    for a in 0..<dimension {
      for b in 0..<dimension {
        let dot = (0..<dimension).reduce(0) {
          $0 + matrix[a * dimension + $1] * matrix[b * dimension + $1]
        }
        #expect(abs(dot - (a == b ? 1 : 0)) < 1e-12)
      }
    }
    #expect(abs(determinant(matrix, dimension) - 1) < 1e-12)
  }

  /// By the first row; for few dimensions.
  private func determinant(_ matrix: [Double], _ size: Int) -> Double {
    guard size > 1 else { return matrix[0] }
    return (0..<size).reduce(0) { sum, column in
      let minor = (1..<size).flatMap { row in
        (0..<size).filter { $0 != column }.map { matrix[row * size + $0] }
      }
      return sum + (column % 2 == 0 ? 1 : -1) * matrix[column] * determinant(minor, size - 1)
    }
  }
}
