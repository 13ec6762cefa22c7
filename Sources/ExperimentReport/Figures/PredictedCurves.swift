internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What is known beforehand of the walks of one problem, over its measured curves: thin dashed lines.
struct PredictedCurves {
  private let problem: Int
  /// Of the walks that are compared.
  private let optimizers: [Int]

  /// `nil` where nothing is known.
  init?(_ context: RunOverview, problem: Int) {
    self.problem = problem
    optimizers = context.theoryRows.filter { row in
      row.problem == problem && row.walks.contains { $0.isCompared && !$0.points.isEmpty }
    }.map(\.optimizer)
    if optimizers.isEmpty { return nil }
  }

  static let columns = ["problem_index", "optimizer_index", "compared", "step", "predicted"]

  /// "Thin dashed lines are predicted for GD and Momentum: …"; empty for none.
  static func sentence(_ context: RunOverview) -> String {
    let known = context.problems.indices.compactMap { PredictedCurves(context, problem: $0) }
    let all = Set(known.flatMap(\.optimizers)).sorted()
    guard !all.isEmpty else { return "" }
    return
      "Thin dashed lines are predicted, not measured: on a quadratic the curvatures, the learning rate "
      + "and the momentum decide the value after any number of steps of "
      + "\(Wording.list(all.map(context.name)))."
  }

  /// Commands that fill a block: optimizer, step, value.
  func setup(_ transform: CurveTransform, floor: Double?) -> String {
    let value = transform.source("column('predicted')")
    let shown = floor.map { "above(\(FigureNumber.bound($0)), \(value))" } ?? value
    return """
      $predicted << end
      0 NaN NaN
      end
      eval read_csv
      set table $predicted append
      plot theory using (column('optimizer_index') + 1):(column('step')):(\(shown)) \\
        with table if (of(\(problem)) && column('compared') == 1)
      unset table
      eval read_block
      """
  }

  /// Only along the steps, and along the gradients, of which these optimizers take one a step.
  /// - Parameter place: a row's, in the axis' unit.
  func plots(at place: String) -> [String] {
    let all = optimizers.map { String($0 + 1) }.joined(separator: " ")
    return [
      "for [i in (x_column eq 'step' || x_column eq 'gradient_evaluations' ? '\(all)' : '')] "
        + "$predicted using ($1 == int(i) ? \(place) : NaN):3 with lines linecolor rgb 'black' "
        + "dashtype 2 linewidth 0.8 notitle"
    ]
  }
}
