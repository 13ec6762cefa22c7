package import ExperimentRunner
internal import OptimizerLab

/// How an optimizer looks in every figure: a colour for the screen, a mark and a dash for print.
///
/// Each kind has its own colour in all experiments: the first eight kinds those of Okabe and Ito's
/// palette, which colour-blind readers can tell apart (its yellow darkened, to be seen on white).
package struct OptimizerStyle: Sendable, Equatable {
  package var color: String
  /// gnuplot's `dashtype`; 1 is a solid line.
  package var dash: Int
  /// gnuplot's `pointtype`.
  package var point: Int

  package init(color: String, dash: Int, point: Int) {
    self.color = color
    self.dash = dash
    self.point = point
  }

  /// One for each optimizer. The second of a kind, or a kind without a colour, gets one that no
  /// other has, and a dashed line.
  package static func styles(
    for optimizers: [RunOverview.Optimizer]
  ) -> [OptimizerStyle] {
    var free = palette
    var styles = [OptimizerStyle?](repeating: nil, count: optimizers.count)
    for (index, optimizer) in optimizers.enumerated() {
      guard let own = free.firstIndex(where: { $0.kind == optimizer.kind }) else { continue }
      styles[index] = OptimizerStyle(color: free[own].color, dash: 1, point: free[own].point)
      free.remove(at: own)
    }
    var others = 0
    return styles.map { style in
      if let style { return style }
      defer { others += 1 }
      // From the end: the colours of the rarer kinds.
      let entry = free.popLast() ?? palette[others % palette.count]
      return OptimizerStyle(color: entry.color, dash: 2 + others % 4, point: entry.point)
    }
  }

  /// Those of an experiment's optimizers, in the order of the spec.
  package static func styles(of experiment: Experiment) -> [OptimizerStyle] {
    styles(for: experiment.optimizers.map { RunOverview.Optimizer($0) })
  }

  /// Whether that kind has a colour of its own.
  package static func hasColor(ofKind kind: String) -> Bool {
    palette.contains { $0.kind == kind }
  }

  private static let palette: [(kind: String, color: String, point: Int)] = [
    ("gd", "#000000", 5), ("sgd", "#56b4e9", 7), ("minibatch", "#0072b2", 9),
    ("momentum", "#009e73", 11), ("nesterov", "#e69f00", 13), ("adagrad", "#cc79a7", 4),
    ("adadelta", "#a89400", 6), ("adam", "#d55e00", 8), ("lion", "#e7298a", 14),
    ("muon", "#66a61e", 15), ("lbfgs", "#7570b3", 16), ("adamax", "#999999", 10),
    ("radam", "#44aa99", 12), ("nadam", "#332288", 2), ("adamw", "#882255", 1),
    ("rmsprop", "#7f4f24", 3),
  ]
}
