internal import ExperimentRunner
internal import OptimizerLab

/// How close the numbers of a second training must come to those of the first.
///
/// On the same processor and with the same matrix libraries: to the bit. Elsewhere sums come in
/// another order. In double precision that stays far below a millionth. In single precision it does
/// so until some unit's input lands on the other side of a kink, which happens to a GAN about every
/// hundred steps; from there two runs are both right and are not the same.
package enum Tolerance: Sendable, Equatable {
  case exact
  /// - relative: the largest difference, relative to the size of a number or to a hundredth,
  ///   whichever is larger; whole numbers that count units may differ by 1 besides.
  /// - lastStep: from the next step on nothing is claimed.
  case close(relative: Double, lastStep: Int)

  static func elsewhere(_ precision: Precision) -> Tolerance {
    switch precision {
    case .float64: .close(relative: 1e-6, lastStep: .max)
    case .float32: .close(relative: 0.05, lastStep: 100)
    }
  }

  /// Whether two values, `nil` where there is none, agree at a step.
  package func accepts(_ a: Double?, _ b: Double?, step: Int, isCount: Bool) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    switch self {
    case .exact: return a.bitPattern == b.bitPattern
    case .close(let relative, let lastStep):
      if step > lastStep { return true }
      return abs(a - b) <= relative * max(abs(a), 0.01) + (isCount ? 1 : 0)
    }
  }
}
