/// Compares gradients with central differences.
package enum GradientCheck {
  /// The largest error of `gradient`, relative to the slope where that is above 1.
  /// - Parameters:
  ///   - point: where the gradient was taken.
  ///   - step: how far to go to both sides; times the coordinate where that is above 1.
  package static func worstError(
    of gradient: [Double], at point: [Double], step: Double = 1e-5,
    value: ([Double]) -> Double
  ) -> Double {
    precondition(gradient.count == point.count)
    var moved = point
    var worst = 0.0
    for i in point.indices {
      let distance = step * max(1, point[i].magnitude)
      moved[i] = point[i] + distance
      let above = value(moved)
      moved[i] = point[i] - distance
      let below = value(moved)
      moved[i] = point[i]
      let slope = (above - below) / (2 * distance)
      worst = max(worst, largestError([gradient[i]], [slope], floor: 1))
    }
    return worst
  }
}
