import OptimizerLab
import Testing

@Suite("The eigenvalues of a symmetric matrix")
struct SymmetricEigenTests {
  @Test("are those of matrices whose values are known")
  func knownValues() {
    let cases: [(matrix: [Double], size: Int, values: [Double])] = [
      ([], 0, []), ([-3], 1, [-3]), ([2, 1, 1, 2], 2, [3, 1]), ([0, 0, 0, 0], 2, [0, 0]),
      ([1, 0, 0, 0, 5, 0, 0, 0, 3], 3, [5, 3, 1]),
      // Of the second difference: 2 − 2·cos(kπ/4).
      ([2, -1, 0, -1, 2, -1, 0, -1, 2], 3, [2 + 2.0.squareRoot(), 2, 2 - 2.0.squareRoot()]),
      ([1, 1, 1, 1, 1, 1, 1, 1, 1], 3, [3, 0, 0]),
      ([1e-300, 0, 0, 1e300], 2, [1e300, 1e-300]),
    ]
    for (matrix, size, values) in cases {
      let eigen = SymmetricEigen(of: matrix, size: size, withVectors: false)
      #expect(eigen.vectors.isEmpty)
      for (own, value) in zip(eigen.values, values) {
        #expect((own - value).magnitude <= 1e-14 * (values.map(\.magnitude).max() ?? 1))
      }
      #expect(eigen.values.count == size)
    }
  }

  @Test("are no numbers where the matrix has one that is none")
  func notANumber() {
    let eigen = SymmetricEigen(of: [1, .nan, .nan, 2], size: 2, withVectors: true)
    #expect(eigen.values.allSatisfy { $0.isNaN })
  }

  @Test("give the matrix back with their vectors", arguments: [2, 3, 7, 32, 65])
  func decomposition(size: Int) {
    let matrix = Self.symmetric(size)
    let eigen = SymmetricEigen(of: matrix, size: size, withVectors: true)
    #expect(eigen.values == eigen.values.sorted(by: >))
    var worst = 0.0
    for i in 0..<size {
      for j in 0..<size {
        var (sum, product) = (0.0, 0.0)
        for k in 0..<size {
          sum += eigen.vectors[k * size + i] * eigen.values[k] * eigen.vectors[k * size + j]
          product += eigen.vectors[i * size + k] * eigen.vectors[j * size + k]
        }
        worst = max(worst, (sum - matrix[i * size + j]).magnitude)
        worst = max(worst, (product - (i == j ? 1 : 0)).magnitude)
      }
    }
    #expect(worst < 1e-12)
  }

  /// Some of its values come twice.
  private static func symmetric(_ size: Int) -> [Double] {
    var matrix = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0..<size where i % 3 == j % 3 { matrix[i * size + j] = 1 / Double(i + j + 1) }
    }
    return matrix
  }
}
