/// How far two normal distributions are from each other: the squared distance of Fréchet, also called
/// Wasserstein's of second order,
///
///     ‖μ − m‖² + tr(Λ + S − 2·(Λ·S)^½)
///
/// (Dowson and Landau, "The Fréchet distance between multivariate normal distributions", 1982); between
/// features of real and of made pictures it is the FID of Heusel et al. (2017).
package enum FrechetDistance {
  /// Of points to a normal distribution with its mean at 0 and no covariance between its axes: the
  /// trace of the root is the sum of the roots of the eigenvalues of the symmetric Λ^½·S·Λ^½.
  /// - Parameters:
  ///   - variances: Λ, along each axis.
  ///   - points: rows × axes, row by row; at least two. Their covariance S is divided by one less than
  ///     their number.
  /// - Returns: at least 0; no finite number where some point is none.
  package static func between(variances: [Double], points: [Double]) -> Double {
    let axes = variances.count
    let rows = points.count / axes
    var sums = [Double](repeating: 0, count: axes)
    addRows(rows, of: points, to: &sums)
    let mean = sums.map { $0 / Double(rows) }
    var centered = points
    subtract(mean, fromRows: rows, of: &centered)
    let products = product(centered, transposed: true, centered, axes, rows, axes)
    let roots = variances.map { $0.squareRoot() }
    var scaled = [Double](repeating: 0, count: axes * axes)
    var distance = 0.0
    for i in 0..<axes {
      distance += mean[i] * mean[i] + variances[i] + products[i * axes + i] / Double(rows - 1)
      for j in 0..<axes {
        scaled[i * axes + j] = roots[i] * roots[j] * products[i * axes + j] / Double(rows - 1)
      }
    }
    let eigen = SymmetricEigen(of: scaled, size: axes, withVectors: false)
    // Of rounding, both may come out below 0.
    let cross = eigen.values.reduce(0) { $0 + ($1 > 0 || $1.isNaN ? $1.squareRoot() : 0) }
    let result = distance - 2 * cross
    return result < 0 ? 0 : result
  }
}
