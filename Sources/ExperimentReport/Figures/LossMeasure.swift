internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What is drawn as a network's loss, and whether in equal factors: losses of one unit are, all of them,
/// where some span a factor of ten and none is below 0. Problems that are compared look alike then.
struct LossMeasure {
  /// What may be compared: losses over all examples, of batches, and values of surfaces.
  enum Unit { case examples, batch, value }

  let quantity: Quantity
  let unit: Unit
  /// By optimizer, the medians that its curve passes through.
  let curves: [[Double]]
  /// The least value there can be; 0 of a loss.
  let minimum: Double

  init(problem: RunOverview.Problem, rows: [SummaryRow], optimizers: Int) {
    func has(_ quantity: Quantity) -> Bool { rows.contains { $0.values[quantity] != nil } }
    let quantity: Quantity =
      problem.traits.measure == .testLoss && has(.testLoss)
      ? .testLoss : has(.evalLoss) ? .evalLoss : .loss
    self.quantity = quantity
    unit = !problem.traits.hasExamples ? .value : quantity == .loss ? .batch : .examples
    var curves = [[Double]](repeating: [], count: optimizers)
    for row in rows {
      if let value = row.values[quantity] { curves[row.optimizer].append(value.median) }
    }
    self.curves = curves
    minimum = problem.traits.referenceLoss ?? 0
  }

  /// The units that have axes of equal factors.
  static func logarithmic(_ all: [LossMeasure]) -> Set<Unit> {
    Set(
      Dictionary(grouping: all, by: \.unit).filter { _, own in
        own.allSatisfy(\.isPositive) && own.contains(where: \.spansTen)
      }.keys)
  }

  private var above: [[Double]] { curves.map { $0.map { $0 - minimum }.filter(\.isFinite) } }
  private var isPositive: Bool { above.joined().allSatisfy { $0 >= 0 } }

  private var spansTen: Bool {
    let feet = above.compactMap(ValueAxis.foot)
    let top = above.compactMap { $0.max() }.max() ?? 0
    return feet.min().map { top >= 10 * $0 } ?? false
  }
}
